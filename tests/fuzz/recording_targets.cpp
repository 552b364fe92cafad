#include "tests/fuzz/input_file.hpp"
#include "tests/fuzz/targets.hpp"
#include "workloads/spikes/recording.hpp"

namespace engram::fuzz {

void read_nmnist(Bytes bytes) {
  const InputFile file(bytes);
  try {
    workloads::read_nmnist(file.path());
  } catch (const workloads::FileFault&) {
  }
}

void read_spike_csv(Bytes bytes) {
  const InputFile file(bytes);
  try {
    workloads::read_spike_csv(file.path(), 100, 1000);
  } catch (const workloads::FileFault&) {
  }
}

}  // namespace engram::fuzz
