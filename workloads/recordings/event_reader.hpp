#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "workloads/network/file_fault.hpp"

/// Recordings of event sensors, read in blocks: a file of any size in bounded memory.
namespace engram::workloads {

struct RawEvent {
  std::uint64_t time_us = 0;
  std::uint32_t x = 0, y = 0, channel = 0;  ///< channel: polarity (1 = ON) or map
  friend bool operator==(const RawEvent&, const RawEvent&) = default;
};

/// What a file says of its sensor; 0 where it says nothing.
struct SensorSize {
  std::uint32_t width = 0, height = 0;
};

/// Most memory that a reader has at once, bytes, whatever the file says; no single allocation is
/// above half of it. The HDF5 library's own (format shd) is not counted.
constexpr std::uint64_t kReaderMemory = std::uint64_t{128} << 20;

/// One recording, front to back.
class EventReader {
 public:
  /// Most events that a block holds.
  static constexpr std::size_t kBlock = 1 << 16;

  virtual ~EventReader() = default;
  /// Replaces `block` by the next 1 to kBlock events, in file order. False, and an empty block, at
  /// the end. Throws FileFault with file and byte offset (or HDF5 path, or line): a record that is
  /// cut off or damaged. Nothing is allocated by a number from the file before it is checked.
  virtual bool next(std::vector<RawEvent>& block) = 0;
  /// Known once the reader is made.
  virtual SensorSize sensor() const { return {}; }
};

struct RecordingFormat {
  std::string name;                     ///< "nmnist", "aedat4", ...
  std::vector<std::string> extensions;  ///< ".bin"; lower case. Empty: only by its name
  std::string summary;                  ///< one line: layout, who writes it
  std::unique_ptr<EventReader> (*open)(const std::filesystem::path& file);
  /// Whether a file that begins with these bytes (its first 4096) is of this format; null where
  /// the bytes do not say.
  bool (*recognises)(std::string_view head) = nullptr;
};

/// Every format, in the order in which engram list formats prints them.
const std::vector<RecordingFormat>& recording_formats();

/// The format that "auto" stands for: by what the file begins with, else by its extension.
/// FileFault: no such file, or neither says.
const RecordingFormat& detect_format(const std::filesystem::path& file);

/// Opens `file` as `format`; "auto": see detect_format. Throws FileFault: no such file, a format
/// that is not known, a header that breaks it.
std::unique_ptr<EventReader> open_recording(const std::filesystem::path& file,
                                            const std::string& format = "auto");

/// All events of a recording that fits into memory, in file order.
std::vector<RawEvent> read_recording(const std::filesystem::path& file,
                                     const std::string& format = "auto");

}  // namespace engram::workloads
