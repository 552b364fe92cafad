#include "sim/report/packed_spikes.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "sim/report/csv_table.hpp"

namespace engram::sim {
namespace {

using Spike = std::pair<std::uint64_t, std::uint64_t>;  ///< key, count

void put_number(std::uint64_t number, std::string& bytes) {
  while (number >= 0x80) {
    bytes += static_cast<char>((number & 0x7f) | 0x80);
    number >>= 7;
  }
  bytes += static_cast<char>(number);
}

std::string base64(const std::string& bytes) {
  static constexpr char kDigits[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::size_t left = std::min<std::size_t>(3, bytes.size() - at);
    std::uint32_t three = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      three = three << 8 | (k < left ? static_cast<unsigned char>(bytes[at + k]) : 0U);
    }
    for (std::size_t digit = 0; digit < 4; ++digit) {
      text += digit <= left ? kDigits[three >> (18 - 6 * digit) & 63] : '=';
    }
  }
  return text;
}

void pack(std::vector<Spike>& spikes, RasterSample& sample) {
  sample.spikes = spikes.size();
  sample.shown = std::min<std::uint64_t>(spikes.size(), kMostSpikes);
  std::sort(spikes.begin(), spikes.end());
  spikes.resize(sample.shown);
  std::string keys, counts;
  std::uint64_t before = 0;
  bool all_ones = true;
  for (const auto& [key, count] : spikes) {
    put_number(key - before, keys);
    put_number(count, counts);
    before = key;
    all_ones = all_ones && count == 1;
  }
  sample.keys = base64(keys);
  if (!all_ones) sample.counts = base64(counts);
}

bool is_count(double number) {
  return number >= 0 && number < 4294967296.0 && std::floor(number) == number;
}

}  // namespace

Raster read_raster(const std::filesystem::path& file, std::vector<RasterPopulation> populations,
                   std::vector<std::string>& faults) {
  using Kind = WantedColumn::Kind;
  Raster raster;
  std::map<std::string, const RasterPopulation*> by_name;
  for (RasterPopulation& population : populations) {
    population.first = raster.rows;
    raster.rows += population.neurons;
    by_name[population.name] = &population;
  }
  const std::size_t faults_before = faults.size();
  const CsvTable table = load_table(file,
                                    {{"population", Kind::text},
                                     {"neuron", Kind::number},
                                     {"timestep", Kind::number},
                                     {"count", Kind::number},
                                     {"sample", Kind::text, true}},
                                    faults);
  if (faults.size() > faults_before) return raster;

  std::map<std::string, std::size_t> index;  // samples keep the order of the file
  std::vector<std::vector<Spike>> spikes;
  for (std::size_t row = 0; row < table.rows; ++row) {
    const auto population = by_name.find(table.text("population", row));
    const double neuron = table.numbers("neuron")[row], timestep = table.numbers("timestep")[row],
                 count = table.numbers("count")[row];
    if (population == by_name.end() || !is_count(neuron) || !is_count(timestep) ||
        !is_count(count) || neuron >= static_cast<double>(population->second->neurons)) {
      faults.push_back(file.string() + ": record " + std::to_string(row + 1) +
                       ": no spike of a neuron of this run");
      return raster;
    }
    const std::string sample = table.has("sample") ? table.text("sample", row) : "";
    const auto [found, fresh] = index.emplace(sample, spikes.size());
    if (fresh) {
      spikes.emplace_back();
      raster.samples.push_back({sample, 0, 0, {}, {}});
    }
    const std::uint64_t at = population->second->first + static_cast<std::uint64_t>(neuron);
    spikes[found->second].emplace_back(static_cast<std::uint64_t>(timestep) * raster.rows + at,
                                       static_cast<std::uint64_t>(count));
  }
  for (std::size_t k = 0; k < spikes.size(); ++k) pack(spikes[k], raster.samples[k]);
  raster.populations = std::move(populations);
  return raster;
}

void write_raster(const Raster& raster, JsonWriter& json) {
  json.open_object();
  json.key("rows").value(raster.rows);
  json.key("populations").open_array();
  for (const RasterPopulation& one : raster.populations) {
    json.open_object().key("name").value(one.name).key("first").value(one.first);
    json.key("neurons").value(one.neurons).close();
  }
  json.close().key("samples").open_array();
  for (const RasterSample& one : raster.samples) {
    json.open_object().key("name").value(one.name).key("spikes").value(one.spikes);
    json.key("shown").value(one.shown).key("keys").value(one.keys);
    json.key("counts").value(one.counts).close();
  }
  json.close().close();
}

}  // namespace engram::sim
