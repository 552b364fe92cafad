#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sim/config/input_config.hpp"

namespace engram::sim {

/// One sample of a batch before it is read.
struct SampleFile {
  std::filesystem::path file;
  std::string name;  ///< the file's stem; with class folders "class/stem"
  std::optional<std::uint32_t> label;
  /// Of a file that holds many samples (SHD): which one. Its name is "stem/index".
  std::optional<std::uint64_t> index;
};

/// The recordings that /workload/input/events names:
///
/// - a file: itself;
/// - a folder that holds recordings: those, in order of name;
/// - else a folder of class folders: those of each, class by class. A class is the number that its
///   folder's name is, where all of them are whole numbers; else its position in order of name.
///
/// A file of many samples (SHD) stands for all of them, with the labels in it.
///
/// Recordings are known by the extensions of the format (all of them where it is "auto", and .csv);
/// the file of labels is none. Labels, by stem, come from /workload/input/labels; a sample that it
/// does not name has none. `first` and `limit` cut a part out of the whole list.
///
/// Throws FileFault: no recording, labels that name no sample, labels twice (a file beside class
/// folders or beside labels in the recording), `first` beyond the last sample.
std::vector<SampleFile> list_samples(const InputConfig& input);

/// The part that `first` and `limit` leave of `samples`: [begin, end). FileFault where none is
/// left.
std::pair<std::uint64_t, std::uint64_t> part_of(const InputConfig& input,
                                                const std::filesystem::path& file,
                                                std::uint64_t samples);

}  // namespace engram::sim
