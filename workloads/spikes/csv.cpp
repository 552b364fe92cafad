#include <array>
#include <fstream>
#include <limits>
#include <optional>

#include "workloads/spikes/csv_fields.hpp"
#include "workloads/spikes/recording.hpp"

namespace engram::workloads {
namespace {

constexpr std::size_t kLongestLine = 4096;
constexpr std::size_t kFaultsShown = 20;

/// Collects faults, so that one run of the program shows them all.
class Faults {
 public:
  explicit Faults(const std::filesystem::path& file) : file_(file.string()) {}
  void add(std::uint64_t line, const std::string& what) {
    if (found_++ >= kFaultsShown) return;
    text_ += file_ + ":" + std::to_string(line) + ": " + what + "\n";
  }
  void raise() const {
    if (found_ == 0) return;
    std::string text = text_;
    if (found_ > kFaultsShown) {
      text += file_ + ": and " + std::to_string(found_ - kFaultsShown) + " more";
    } else {
      text.pop_back();
    }
    throw FileFault(text);
  }

 private:
  std::string file_, text_;
  std::uint64_t found_ = 0;
};

/// Field positions, from the header.
struct Columns {
  std::optional<std::size_t> neuron, timestep, count, population;
  std::size_t fields = 0;
};

Columns read_header(std::string_view line, std::uint64_t number, Faults& faults) {
  Columns columns;
  const std::vector<std::string_view> names = split_fields(line);
  columns.fields = names.size();
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::optional<std::size_t>* column = names[i] == "neuron"       ? &columns.neuron
                                         : names[i] == "timestep"   ? &columns.timestep
                                         : names[i] == "count"      ? &columns.count
                                         : names[i] == "population" ? &columns.population
                                                                    : nullptr;
    const std::string name = "column '" + std::string(names[i].substr(0, 40)) + "'";
    if (column == nullptr) {
      faults.add(number, name + " is unknown (expected neuron, timestep, count, population)");
    } else if (column->has_value()) {
      faults.add(number, name + " stands twice");
    } else {
      *column = i;
    }
  }
  if (!columns.neuron) faults.add(number, "the header names no column 'neuron'");
  if (!columns.timestep) faults.add(number, "the header names no column 'timestep'");
  return columns;
}

/// The three numbers of a line, or nothing where one of them is at fault.
std::optional<SpikeEvent> read_row(std::string_view line, const Columns& columns,
                                   std::uint64_t number, std::uint32_t neurons, Faults& faults) {
  const std::vector<std::string_view> fields = split_fields(line);
  if (fields.size() != columns.fields) {
    faults.add(number, "found " + std::to_string(fields.size()) + " fields, the header names " +
                           std::to_string(columns.fields));
    return std::nullopt;
  }
  constexpr std::uint64_t kLargest = std::numeric_limits<std::uint32_t>::max();
  std::uint64_t neuron = 0, timestep = 0, count = 1;
  bool good = true;
  const auto read = [&](const char* name, std::size_t field, std::uint64_t largest,
                        std::uint64_t& value) {
    std::string why;
    if (parse_whole(fields[field], largest, value, why)) return;
    faults.add(number, std::string("column '") + name + "': " + why);
    good = false;
  };
  if (neurons == 0) {
    faults.add(number, "column 'neuron': the population has no neurons");
    return std::nullopt;
  }
  read("neuron", *columns.neuron, neurons - 1, neuron);
  read("timestep", *columns.timestep, kLargest, timestep);
  if (columns.count) read("count", *columns.count, kLargest, count);
  if (good && count == 0) {
    faults.add(number, "column 'count': 0 is no event (expected at least 1)");
    good = false;
  }
  if (!good) return std::nullopt;
  return SpikeEvent{static_cast<std::uint32_t>(timestep), static_cast<std::uint32_t>(neuron),
                    static_cast<std::uint32_t>(count)};
}

/// Next line, without line end; false at the end of the file. Memory is bounded: a longer line is
/// a fault and ends the reading.
bool next_line(std::ifstream& stream, std::array<char, kLongestLine>& buffer, std::uint64_t& number,
               std::string_view& line, Faults& faults) {
  stream.getline(buffer.data(), buffer.size());
  const auto read = static_cast<std::size_t>(stream.gcount());
  if (read == 0 && !stream) return false;
  ++number;
  if (stream.fail()) {
    faults.add(number, "the line is longer than " + std::to_string(kLongestLine - 1) + " bytes");
    return false;
  }
  line = std::string_view(buffer.data(), stream.eof() ? read : read - 1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  if (number == 1 && line.starts_with("\xef\xbb\xbf")) line.remove_prefix(3);  // byte order mark
  return true;
}

void read_rows(std::ifstream& stream, SpikeTrain& train, Faults& faults) {
  std::array<char, kLongestLine> buffer{};
  std::uint64_t number = 0;
  std::string_view line;
  if (!next_line(stream, buffer, number, line, faults)) {
    faults.add(1, "the file is empty (expected a header with neuron,timestep)");
    return;
  }
  const Columns columns = read_header(line, number, faults);
  if (!columns.neuron || !columns.timestep) return;
  while (next_line(stream, buffer, number, line, faults)) {
    if (line.empty()) continue;
    const auto event = read_row(line, columns, number, train.neurons, faults);
    if (!event) continue;
    if (event->timestep >= train.timesteps) {
      train.events_dropped += event->count;
    } else {
      train.events_used += event->count;
      train.events.push_back(*event);
    }
  }
}

}  // namespace

SpikeTrain read_spike_csv(const std::filesystem::path& file, std::uint32_t neurons,
                          std::uint32_t timesteps) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream || std::filesystem::is_directory(file)) {
    throw FileFault(file.string() + ": cannot be opened for reading");
  }
  SpikeTrain train;
  train.name = file.stem().string();
  train.neurons = neurons;
  train.timesteps = timesteps;
  Faults faults(file);
  read_rows(stream, train, faults);
  faults.raise();
  if (stream.bad()) throw FileFault(file.string() + ": the file cannot be read");
  try {
    normalise(train);
  } catch (const std::overflow_error& fault) {
    throw FileFault(file.string() + ": " + fault.what());
  }
  return train;
}

}  // namespace engram::workloads
