#include <algorithm>
#include <cctype>

#include "workloads/files/byte_source.hpp"
#include "workloads/recordings/formats.hpp"
#include "workloads/recordings/prophesee_header.hpp"

namespace engram::workloads {
namespace {

constexpr std::size_t kHeadBytes = 4096;

template <char Version>
bool is_aedat(std::string_view head) {
  constexpr std::string_view kMark = "#!AER-DAT";
  return head.starts_with(kMark) && head.substr(kMark.size()).starts_with(Version);
}
template <char Version>
bool is_evt(std::string_view head) {
  return read_prophesee_header(head).events.starts_with(std::string("EVT") + Version);
}
bool is_dat(std::string_view head) {
  const PropheseeHeader header = read_prophesee_header(head);
  return header.events.empty() && !header.version.empty();
}
bool is_event_stream(std::string_view head) {
  return head.starts_with("Event Stream");
}
bool is_hdf5(std::string_view head) {
  return head.starts_with("\x89HDF\r\n\x1a\n");
}
bool is_npy(std::string_view head) {
  return head.starts_with("\x93NUMPY");
}

std::string known_names() {
  std::string names;
  for (const RecordingFormat& format : recording_formats()) names += ", " + format.name;
  return names.substr(2);
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

}  // namespace

const std::vector<RecordingFormat>& recording_formats() {
  static const std::vector<RecordingFormat> formats = {
      {"nmnist", {".bin", ".bs2"}, "5-byte events x, y, p: N-MNIST, SLAYER 2D", open_nmnist},
      {"bs1", {".bs1"}, "5-byte events of a neuron: SLAYER 1D", open_bs1},
      {"bs3", {".bs3"}, "7-byte events x, y, channel: SLAYER 3D", open_bs3},
      {"aedat2",
       {".aedat"},
       "AEDAT 2.0, DAVIS or DVS128 by its header: jAER",
       open_aedat2,
       is_aedat<'2'>},
      {"aedat2_davis",
       {},
       "AEDAT 2.0, addresses of a DAVIS whatever the header says: jAER",
       open_aedat2_davis},
      {"aedat2_dvs128",
       {},
       "AEDAT 2.0, addresses of a DVS128 whatever the header says: jAER",
       open_aedat2_dvs128},
      {"aedat3", {".aedat"}, "AEDAT 3.1: cAER, DVS128 Gesture", open_aedat3, is_aedat<'3'>},
      {"aedat4", {".aedat4"}, "AEDAT 4.0, plain, LZ4 or Zstandard: DV", open_aedat4, is_aedat<'4'>},
      {"dat", {".dat"}, "DAT version 2: Prophesee, N-CARS, GEN1", open_dat, is_dat},
      {"evt2", {".raw"}, "EVT 2.0: Prophesee", open_evt2, is_evt<'2'>},
      {"evt3", {".raw"}, "EVT 3.0: Prophesee", open_evt3, is_evt<'3'>},
      {"es",
       {".es"},
       "Event Stream version 2, DVS and ATIS change detections: POKER-DVS",
       open_event_stream,
       is_event_stream},
      {"shd", {".h5", ".hdf5"}, "HDF5 of SHD and SSC; opens sample 0", open_first_shd, is_hdf5},
      {"npy",
       {".npy"},
       "NumPy events: fields t (us), x, y, p: Tonic; (N, 4), (N, 3) in ms: lava-dl",
       open_npy_events,
       is_npy},
      {"npy_raster",
       {},
       "NumPy counts (T, neurons) or (T, channel, y, x), a timestep of 1 ms",
       open_npy_raster},
      {"ras", {".ras"}, "text, time in seconds and neuron: Auryn", open_ras},
      {"events_csv",
       {".csv"},
       "text, header t,x,y,p in any order, t in us",
       open_events_csv,
       is_events_csv}};
  return formats;
}

const RecordingFormat& detect_format(const Path& file) {
  ByteSource source(file);
  const auto bytes = source.peek(kHeadBytes);
  const std::string_view head(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (head.starts_with("version https://git-lfs")) {
    source.fail(0, "a Git LFS pointer, not the recording itself (fetch it with git lfs pull)");
  }
  for (const RecordingFormat& format : recording_formats()) {
    if (format.recognises != nullptr && format.recognises(head)) return format;
  }
  const std::string extension = lower(file.extension().string());
  for (const RecordingFormat& format : recording_formats()) {
    if (std::count(format.extensions.begin(), format.extensions.end(), extension) > 0) {
      return format;
    }
  }
  throw FileFault(file.string() + ": no format is known for the extension '" + extension +
                  "' (name one of " + known_names() + ")");
}

std::unique_ptr<EventReader> open_recording(const Path& file, const std::string& format) {
  if (format == "auto") return detect_format(file).open(file);
  for (const RecordingFormat& known : recording_formats()) {
    if (known.name == format) return known.open(file);
  }
  throw FileFault(file.string() + ": the format '" + format.substr(0, 40) +
                  "' is not known (expected auto, " + known_names() + ")");
}

std::vector<RawEvent> read_recording(const Path& file, const std::string& format) {
  const std::unique_ptr<EventReader> reader = open_recording(file, format);
  std::vector<RawEvent> events, block;
  while (reader->next(block)) events.insert(events.end(), block.begin(), block.end());
  return events;
}

}  // namespace engram::workloads
