#include "tests/fuzz/input_file.hpp"
#include "tests/fuzz/targets.hpp"
#include "workloads/files/npy.hpp"
#include "workloads/recordings/event_reader.hpp"
#include "workloads/spikes/recording.hpp"

namespace engram::fuzz {
namespace {

template <class Read>
void read_as_file(Bytes bytes, Read read) {
  const InputFile file(bytes);
  try {
    read(file.path());
  } catch (const workloads::FileFault&) {
  }
}

}  // namespace

std::vector<FuzzTarget> recording_targets() {
  std::vector<FuzzTarget> targets;
  for (const workloads::RecordingFormat& format : workloads::recording_formats()) {
    targets.push_back({format.name, [open = format.open](Bytes bytes) {
                         read_as_file(bytes, [open](const auto& path) {
                           const auto reader = open(path);
                           std::vector<workloads::RawEvent> block;
                           while (reader->next(block)) {
                           }
                         });
                       }});
  }
  return targets;
}

void read_spike_csv(Bytes bytes) {
  read_as_file(bytes, [](const auto& path) { workloads::read_spike_csv(path, 100, 1000); });
}

void read_npy_array(Bytes bytes) {
  read_as_file(bytes, [](const auto& path) { workloads::read_npy(path); });
}

}  // namespace engram::fuzz
