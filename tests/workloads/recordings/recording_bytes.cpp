#include "recording_bytes.hpp"

#include <stdexcept>

#include "tests/workloads/spikes/temporary_file.hpp"

namespace engram::workloads {

std::string little(std::uint64_t value, unsigned bytes) {
  std::string text;
  for (unsigned i = 0; i < bytes; ++i) text += static_cast<char>(value >> 8 * i);
  return text;
}

std::string big(std::uint64_t value, unsigned bytes) {
  const std::string text = little(value, bytes);
  return {text.rbegin(), text.rend()};
}

std::vector<RawEvent> events_in(const std::string& format, const std::string& bytes) {
  const TemporaryFile file("recording", bytes);
  const auto reader = open_recording(file.path(), format);
  std::vector<RawEvent> all, block = {{1, 2, 3, 4}};  // what was there is replaced
  while (reader->next(block)) {
    if (block.empty() || block.size() > EventReader::kBlock) {
      throw std::logic_error("a block of " + std::to_string(block.size()) + " events");
    }
    all.insert(all.end(), block.begin(), block.end());
  }
  if (!block.empty() || reader->next(block)) throw std::logic_error("the end does not last");
  return all;
}

std::string fault_in(const std::string& format, const std::string& bytes) {
  try {
    events_in(format, bytes);
  } catch (const FileFault& fault) {
    std::string what = fault.what();
    const std::string path = TemporaryFile("recording", "").path().string();
    for (std::size_t at = what.find(path); at != std::string::npos; at = what.find(path)) {
      what.replace(at, path.size(), "F");
    }
    return what;
  }
  return "accepted";
}

std::string sensor_in(const std::string& format, const std::string& bytes) {
  const TemporaryFile file("recording", bytes);
  const SensorSize sensor = open_recording(file.path(), format)->sensor();
  return std::to_string(sensor.width) + " x " + std::to_string(sensor.height);
}

std::string npy(const std::string& descr, const std::string& shape, const std::string& data,
                bool fortran_order) {
  const std::string header = "{'descr': " + descr +
                             ", 'fortran_order': " + (fortran_order ? "True" : "False") +
                             ", 'shape': " + shape + ", }\n";
  return std::string("\x93NUMPY\x01\x00", 8) + little(header.size(), 2) + header + data;
}

}  // namespace engram::workloads
