#include "hw/learning/error_sums.hpp"

#include <algorithm>
#include <stdexcept>

#include "hw/core/routing_tables.hpp"
#include "hw/learning/learning_arithmetic.hpp"
#include "hw/learning/learning_stages.hpp"

namespace engram::hw {

ErrorSums::ErrorSums(const ChipSpec& spec, std::uint32_t core)
    : spec_(spec),
      core_(spec.cores[core]),
      axon_words_(axon_table(core_).words_per_record),
      rows_(core_.images.size()),
      sources_(levels_of(spec)),
      dirty_(levels_of(spec), 0) {
  for (std::size_t image = 0; image < core_.images.size(); ++image) {
    const ImageSpec& held = core_.images[image];
    if (sends_errors_back(spec, held)) rows_[image].assign(held.image->rows, 0);
  }
  find_sources(spec, core);
}

void ErrorSums::find_sources(const ChipSpec& spec, std::uint32_t core) {
  for (std::uint32_t id = 0; id < spec.populations.size(); ++id) {
    const PopulationSpec& population = spec.populations[id];
    for (std::uint32_t neuron = 0; neuron < population.neurons; ++neuron) {
      for (auto to = population.destination_begin[neuron];
           to < population.destination_begin[neuron + 1]; ++to) {
        const Destination& destination = population.destinations[to];
        if (destination.core != core) continue;
        std::vector<std::uint8_t> reached(sources_.size(), 0);
        for (auto at = core_.record_begin[destination.record];
             at < core_.record_begin[destination.record + 1]; ++at) {
          const std::uint32_t image = core_.entries[at].image;
          if (wanted(image)) reached[level_of(image)] = 1;
        }
        for (std::size_t level = 0; level < reached.size(); ++level) {
          if (reached[level] != 0) sources_[level].push_back({id, neuron, destination.record});
        }
      }
    }
  }
  for (std::vector<Source>& sources : sources_) {
    std::sort(sources.begin(), sources.end(),
              [](const Source& a, const Source& b) { return a.record < b.record; });
  }
}

unsigned ErrorSums::level_of(std::uint32_t image) const {
  return spec_.populations[core_.slices[core_.images[image].slice].population].level;
}

void ErrorSums::clear() {
  for (auto& sums : rows_) std::fill(sums.begin(), sums.end(), 0);
  std::fill(dirty_.begin(), dirty_.end(), std::uint8_t{0});
}

void ErrorSums::add(std::uint32_t image, std::uint32_t row, std::int64_t weight,
                    std::int64_t error) {
  std::int64_t product = 0;
  if (__builtin_mul_overflow(weight, error, &product)) {
    throw std::overflow_error("learning: a weighted error leaves 2^63");
  }
  rows_[image][row] = add_checked(rows_[image][row], product);
}

std::span<const PartialSum> ErrorSums::gather(unsigned level, LearningCounts& counts) {
  gathered_.clear();
  if (dirty_[level] == 0) return gathered_;
  dirty_[level] = 0;
  std::uint64_t walked = 0;
  for (const Source& source : sources_[level]) {
    counts.axon_reads += axon_words_;
    walked += axon_words_;
    std::int64_t sum = 0;
    for (auto at = core_.record_begin[source.record]; at < core_.record_begin[source.record + 1];
         ++at) {
      const AxonEntry& entry = core_.entries[at];
      if (!wanted(entry.image) || level_of(entry.image) != level) continue;
      ++counts.error_sums.reads;
      sum = add_checked(sum, rows_[entry.image][entry.row]);
    }
    if (sum != 0) gathered_.push_back({source.population, source.neuron, sum, walked});
  }
  for (std::uint32_t image = 0; image < rows_.size(); ++image) {
    if (!wanted(image) || level_of(image) != level) continue;
    counts.error_sums.writes += rows_[image].size();
    std::fill(rows_[image].begin(), rows_[image].end(), 0);
  }
  return gathered_;
}

}  // namespace engram::hw
