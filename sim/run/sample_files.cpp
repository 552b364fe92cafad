#include "sim/run/sample_files.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include "workloads/recordings/event_reader.hpp"
#include "workloads/recordings/shd.hpp"
#include "workloads/spikes/labels.hpp"

namespace engram::sim {
namespace {

namespace fs = std::filesystem;
using workloads::FileFault;

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

/// Extensions of the files that a folder's samples are read from.
std::set<std::string> extensions_of(const std::string& format) {
  std::set<std::string> extensions;
  if (format == "auto" || format == "csv") extensions.insert(".csv");
  for (const workloads::RecordingFormat& one : workloads::recording_formats()) {
    if (format != "auto" && format != one.name) continue;
    extensions.insert(one.extensions.begin(), one.extensions.end());
  }
  // A format that is known by its name alone lies in files of any of the extensions.
  return extensions.empty() ? extensions_of("auto") : extensions;
}

class Lister {
 public:
  explicit Lister(const InputConfig& input)
      : input_(input), extensions_(extensions_of(input.format)) {}

  std::vector<SampleFile> recordings(const fs::path& folder, const std::string& prefix) const {
    std::vector<SampleFile> samples;
    for (const fs::path& file : sorted(folder)) {
      std::error_code ignored;
      if (!fs::is_regular_file(file, ignored) ||
          extensions_.count(lower(file.extension().string())) == 0 ||
          (!input_.labels.empty() && fs::equivalent(file, input_.labels, ignored))) {
        continue;
      }
      add_samples(file, prefix + file.stem().string(), samples);
    }
    return samples;
  }

  std::vector<SampleFile> classes(const fs::path& folder) const {
    std::vector<std::pair<std::string, std::vector<SampleFile>>> found;
    for (const fs::path& inside : sorted(folder)) {
      std::error_code ignored;
      if (!fs::is_directory(inside, ignored)) continue;
      const std::string name = inside.filename().string();
      auto samples = recordings(inside, name + "/");
      if (!samples.empty()) found.emplace_back(name, std::move(samples));
    }
    const bool numbers = std::all_of(found.begin(), found.end(),
                                     [](const auto& one) { return number_of(one.first); });
    if (numbers) {
      std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
        return *number_of(a.first) < *number_of(b.first);
      });
    }
    std::vector<SampleFile> all;
    std::uint32_t position = 0;
    for (auto& [name, samples] : found) {
      const std::uint32_t label = numbers ? *number_of(name) : position;
      ++position;
      for (SampleFile& sample : samples) {
        sample.label = label;
        all.push_back(std::move(sample));
      }
    }
    return all;
  }

  /// A recording, or all samples of a file that holds many.
  void add_samples(const fs::path& file, const std::string& name,
                   std::vector<SampleFile>& samples) const {
    if (!holds_many(file)) {
      samples.push_back({file, name, std::nullopt, std::nullopt});
      return;
    }
    const std::vector<std::uint32_t> labels = workloads::shd_samples(file).labels;
    for (std::uint64_t index = 0; index < labels.size(); ++index) {
      samples.push_back({file, name + "/" + std::to_string(index), labels[index], index});
    }
  }

  std::string extensions_text() const {
    std::string text;
    for (const std::string& one : extensions_) text += (text.empty() ? "" : ", ") + one;
    return text;
  }

 private:
  bool holds_many(const fs::path& file) const {
    if (input_.format != "auto") return input_.format == "shd";
    const std::string extension = lower(file.extension().string());
    const bool hdf5 = extension == ".h5" || extension == ".hdf5";
    return hdf5 && workloads::detect_format(file).name == "shd";
  }

  static std::optional<std::uint32_t> number_of(const std::string& name) {
    std::uint16_t value = 0;
    const auto [stop, error] = std::from_chars(name.data(), name.data() + name.size(), value);
    if (error != std::errc{} || stop != name.data() + name.size()) return std::nullopt;
    return value;
  }

  static std::vector<fs::path> sorted(const fs::path& folder) {
    std::error_code error;
    std::vector<fs::path> paths;
    for (auto at = fs::directory_iterator(folder, error); !error && at != fs::directory_iterator();
         at.increment(error)) {
      paths.push_back(at->path());
    }
    if (error) throw FileFault(folder.string() + ": cannot be read (" + error.message() + ")");
    std::sort(paths.begin(), paths.end());
    return paths;
  }

  const InputConfig& input_;
  std::set<std::string> extensions_;
};

void add_labels(const fs::path& file, std::vector<SampleFile>& samples) {
  const workloads::SampleLabels labels(file);
  std::size_t known = 0;
  for (SampleFile& sample : samples) {
    sample.label = labels.of(sample.name);
    known += sample.label ? 1 : 0;
  }
  if (known > 0) return;
  throw FileFault(file.string() + ": none of its " + std::to_string(labels.size()) +
                  " labels is of a sample (the first sample is '" + samples.front().name + "')");
}

}  // namespace

std::pair<std::uint64_t, std::uint64_t> part_of(const InputConfig& input, const fs::path& file,
                                                std::uint64_t samples) {
  if (input.first >= samples) {
    throw FileFault(file.string() + ": /workload/input/first is " + std::to_string(input.first) +
                    ", but there are " + std::to_string(samples) + " samples");
  }
  return {input.first, std::min<std::uint64_t>(samples, std::uint64_t{input.first} + input.limit)};
}

std::vector<SampleFile> list_samples(const InputConfig& input) {
  const fs::path& path = input.events;
  if (!fs::exists(path)) throw FileFault(path.string() + ": no such file or folder");
  const Lister lister(input);
  std::vector<SampleFile> samples;
  if (!fs::is_directory(path)) {
    lister.add_samples(path, path.stem().string(), samples);
  } else {
    samples = lister.recordings(path, "");
    if (samples.empty()) samples = lister.classes(path);
  }
  if (samples.empty()) {
    throw FileFault(path.string() + ": neither the folder nor one in it holds a recording (" +
                    lister.extensions_text() + ")");
  }
  if (!input.labels.empty() && samples.front().label) {
    throw FileFault(path.string() +
                    ": its folders or recordings say the classes, and so does "
                    "/workload/input/labels (expected one of them)");
  }
  if (!input.labels.empty()) add_labels(input.labels, samples);
  const auto [begin, end] = part_of(input, path, samples.size());
  return {samples.begin() + static_cast<std::ptrdiff_t>(begin),
          samples.begin() + static_cast<std::ptrdiff_t>(end)};
}

}  // namespace engram::sim
