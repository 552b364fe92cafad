// Stands in until the readers of all formats are merged: N-MNIST only.
#include <algorithm>
#include <fstream>

#include "workloads/spikes/event_reader.hpp"
#include "workloads/spikes/recording.hpp"

namespace engram::workloads {
namespace {

class NmnistReader final : public EventReader {
 public:
  explicit NmnistReader(const std::filesystem::path& file) : events_(read_nmnist(file)) {}
  bool next(std::vector<RawEvent>& block) override {
    const std::size_t count = std::min(kBlock, events_.size() - at_);
    block.assign(events_.begin() + static_cast<std::ptrdiff_t>(at_),
                 events_.begin() + static_cast<std::ptrdiff_t>(at_ + count));
    at_ += count;
    return count > 0;
  }

 private:
  std::vector<RawEvent> events_;
  std::size_t at_ = 0;
};

}  // namespace

const std::vector<RecordingFormat>& recording_formats() {
  static const std::vector<RecordingFormat> formats = {
      {"nmnist",
       {".bin", ".bs2"},
       "5-byte events, N-MNIST .bin and SLAYER .bs2",
       [](const std::filesystem::path& file) -> std::unique_ptr<EventReader> {
         return std::make_unique<NmnistReader>(file);
       }}};
  return formats;
}

std::unique_ptr<EventReader> open_recording(const std::filesystem::path& file,
                                            const std::string& format) {
  for (const RecordingFormat& one : recording_formats()) {
    const bool known = std::find(one.extensions.begin(), one.extensions.end(),
                                 file.extension().string()) != one.extensions.end();
    if (one.name == format || (format == "auto" && known)) return one.open(file);
  }
  throw FileFault(file.string() + ": no format is known for it");
}

}  // namespace engram::workloads
