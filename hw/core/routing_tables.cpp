#include "hw/core/routing_tables.hpp"

#include <algorithm>
#include <bit>

namespace engram::hw {
namespace {

constexpr std::uint64_t kWidestWord = 256;

/// `records` records of `bits` bits each, split over equal words of at most kWidestWord bits.
TableShape table(std::uint64_t records, std::uint64_t bits) {
  TableShape shape;
  shape.records = records;
  shape.words_per_record = (bits + kWidestWord - 1) / kWidestWord;
  shape.word_bits =
      static_cast<unsigned>((bits + shape.words_per_record - 1) / shape.words_per_record);
  return shape;
}

}  // namespace

unsigned field_bits(std::uint64_t values) {
  return values <= 2 ? 1 : static_cast<unsigned>(std::bit_width(values - 1));
}

std::uint64_t local_neurons(const CoreSpec& core) {
  std::uint64_t neurons = 0;
  for (const SliceSpec& slice : core.slices) neurons += slice.count;
  return neurons;
}

TableShape axon_table(const CoreSpec& core) {
  if (core.record_begin.size() < 2) return {};
  std::uint64_t entries = 0;
  for (std::size_t record = 0; record + 1 < core.record_begin.size(); ++record) {
    entries = std::max(entries, core.record_begin[record + 1] - core.record_begin[record]);
  }
  std::uint32_t rows = 0;
  for (const ImageSpec& image : core.images) rows = std::max(rows, image.image->rows);
  const std::uint64_t entry = field_bits(core.images.size()) + field_bits(rows);
  return table(core.record_begin.size() - 1, std::max<std::uint64_t>(entries, 1) * entry);
}

TableShape destination_table(const ChipSpec& spec, std::uint32_t core) {
  std::uint64_t most = 0;
  std::uint32_t record = 0;
  for (const SliceSpec& slice : spec.cores[core].slices) {
    const PopulationSpec& population = spec.populations[slice.population];
    for (std::uint32_t neuron = slice.first; neuron < slice.first + slice.count; ++neuron) {
      std::uint64_t destinations = 0;
      for (std::uint64_t at = population.destination_begin[neuron];
           at < population.destination_begin[neuron + 1]; ++at) {
        const Destination& to = population.destinations[at];
        // What goes to another layer goes by DRAM, which knows the way from there.
        if (spec.dram && layer_of(spec, to.core) != population.level) continue;
        ++destinations;
        record = std::max(record, to.record);
      }
      most = std::max(most, destinations);
    }
  }
  if (most == 0) return {};
  // layer_by_layer: of this layer's cores, which may be all of the chip's.
  const std::uint64_t cores =
      spec.dram ? std::uint64_t{spec.mesh_width} * spec.mesh_height : spec.cores.size();
  const unsigned bits = 1 + field_bits(cores) + field_bits(std::uint64_t{record} + 1);
  return table(local_neurons(spec.cores[core]) * most, bits);
}

}  // namespace engram::hw
