#include "tests/published/cnn_rows.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <sstream>

#include "workloads/nir/import.hpp"
#include "workloads/spikes/recording.hpp"

namespace engram::published {
namespace {

std::filesystem::path data() {
  return std::filesystem::path(ENGRAM_REFERENCE_DIR) / "real";
}
std::filesystem::path rows_file() {
  return data() / "expected_cnn_sinabs.csv";
}

CnnRow parse(std::string line) {
  std::replace(line.begin(), line.end(), ',', ' ');
  std::istringstream text(line);
  CnnRow row;
  text >> row.sample >> row.variant >> row.events_used >> row.events_dropped >> row.predicted >>
      row.label;
  for (std::uint64_t& output : row.outputs) text >> output;
  for (std::uint64_t& spikes : row.spikes) text >> spikes;
  for (std::uint64_t& operations : row.operations) text >> operations;
  text >> row.total_operations;
  if (!text) throw std::runtime_error(rows_file().string() + ": cannot read line: " + line);
  return row;
}

/// The digit of a recording, from the file that came with the recordings.
std::uint64_t label_of(std::uint64_t sample) {
  std::ifstream file(data() / "nmnist" / "test100_labels.txt");
  std::string header;
  std::getline(file, header);
  for (std::uint64_t id = 0, label = 0; file >> id >> label;) {
    if (id == sample) return label;
  }
  throw std::runtime_error("no label for sample " + std::to_string(sample));
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const CnnRow& row) {
  out << row.sample << ' ' << row.variant << " events " << row.events_used << '+'
      << row.events_dropped << " digit " << row.predicted << " of " << row.label << " outputs";
  for (const std::uint64_t output : row.outputs) out << ' ' << output;
  out << " spikes";
  for (const std::uint64_t spikes : row.spikes) out << ' ' << spikes;
  out << " operations";
  for (const std::uint64_t operations : row.operations) out << ' ' << operations;
  return out << " = " << row.total_operations;
}

bool cnn_data_present() {
  return std::filesystem::exists(rows_file()) &&
         std::filesystem::exists(data() / "nir" / "cnn_sinabs.nir") &&
         std::filesystem::exists(data() / "nmnist" / "60001.bs2");
}

std::vector<CnnRow> expected_rows(const std::string& variant, unsigned tens) {
  std::ifstream file(rows_file());
  std::string line;
  std::getline(file, line);  // the header
  std::vector<CnnRow> rows;
  while (std::getline(file, line)) {
    const CnnRow row = parse(line);
    if (row.variant == variant && (row.sample - 60001) / 10 == tens) rows.push_back(row);
  }
  return rows;
}

workloads::Network cnn_network(const std::string& variant) {
  workloads::DynamicsChoice dynamics;
  dynamics.preset = variant == "A" ? "sinabs_single" : "sinabs";
  return workloads::import_nir(data() / "nir" / "cnn_sinabs.nir", dynamics);
}

workloads::SpikeTrain cnn_recording(std::uint64_t sample) {
  const std::string name = std::to_string(sample);
  workloads::BinningOptions options;
  options.timesteps = cnn_timesteps;
  return workloads::bin_events(workloads::read_recording(data() / "nmnist" / (name + ".bs2")),
                               workloads::Shape{2, 34, 34}, options, name);
}

CnnRow made_row(const CnnRow& expected, const workloads::SpikeTrain& train,
                const std::vector<std::uint64_t>& by_neuron,
                const std::vector<std::uint64_t>& spikes,
                const std::vector<std::uint64_t>& operations) {
  CnnRow row;
  row.sample = expected.sample;
  row.variant = expected.variant;
  row.events_used = train.events_used;
  row.events_dropped = train.events_dropped;
  row.label = label_of(expected.sample);
  const auto most = std::max_element(by_neuron.begin(), by_neuron.end());  // the first of a tie
  row.predicted = static_cast<std::uint64_t>(most - by_neuron.begin());
  if (by_neuron.size() != row.outputs.size() || spikes.size() != row.spikes.size() ||
      operations.size() != row.operations.size()) {
    throw std::runtime_error("the network does not have the five layers that were expected");
  }
  std::copy(by_neuron.begin(), by_neuron.end(), row.outputs.begin());
  std::copy(spikes.begin(), spikes.end(), row.spikes.begin());
  std::copy(operations.begin(), operations.end(), row.operations.begin());
  row.total_operations = std::accumulate(operations.begin(), operations.end(), std::uint64_t{0});
  return row;
}

}  // namespace engram::published
