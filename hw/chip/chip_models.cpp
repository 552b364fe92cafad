#include "hw/chip/chip_models.hpp"

#include <utility>

#include "hw/chip/sample_spikes.hpp"

namespace engram::hw {
namespace {

/// Sums a core's counts into the result's figures by projection.
void add_projections(const CoreSpec& core, const CoreCounts& counts, SampleResult& result) {
  for (std::size_t image = 0; image < core.images.size(); ++image) {
    const std::uint32_t projection = core.images[image].order;
    const ImageCounts& from = counts.images[image];
    result.synaptic_operations[projection] += from.operations;
    result.accumulator_adds[projection] += from.additions;
    result.rows[projection] += from.rows;
    for (int kind = 0; kind < kRegionKinds; ++kind) {
      result.words[projection][kind] += from.words[kind];
    }
  }
}

}  // namespace

ChipModels::ChipModels(const ChipSpec& chip)
    : spec(chip),
      noc(spec),
      recorder(spec, noc),
      flits(spec.cores.size() + 1),
      learning(spec),
      targets(learning) {
  for (std::uint32_t index = 0; index < spec.cores.size(); ++index) {
    cores.push_back(std::make_unique<CoreModel>(spec, index));
  }
  std::vector<SpikeInput*> inputs;
  for (const auto& core : cores) inputs.push_back(core.get());
  noc.attach(std::move(inputs));
  std::vector<LearningInput*> engines;
  for (const auto& core : cores) engines.push_back(core->engine());
  learning.attach(std::move(engines));
  if (spec.dram) noc.attach(&dram.emplace(spec));
  if (spec.fidelity != Fidelity::cycle) return;
  noc.log(&flits);
  learning.log(&flits);
  traffic.emplace(spec);
}

void ChipModels::begin(const RunOptions& options) {
  noc.reset();
  learning.reset();
  targets.load(options.targets);
  recorder.begin(options);
  for (std::size_t core = 0; core < cores.size(); ++core) {
    std::vector<MembraneRecord> records;
    for (const SliceSpec& slice : spec.cores[core].slices) {
      records.push_back(recorder.record(slice));
    }
    cores[core]->reset(records, options.timesteps, options.known);
  }
  if (options.known != nullptr) recorder.know(options.known->readout_max);
  if (dram) dram->reset(options.timesteps);
}

ChipCounts ChipModels::counts(Count cycles) const {
  ChipCounts counts{{}, noc.counts(), cycles, {}, learning.traffic()};
  if (dram) counts.dram = dram->lines();
  for (const auto& core : cores) {
    counts.cores.push_back(core->counts());
    if (dram) {
      const auto index = static_cast<std::uint32_t>(counts.cores.size() - 1);
      counts.cores.back().loads = dram->loads(layer_of(spec, index));
    }
    if (spec.learning) counts.learning.push_back(core->engine()->counts());
  }
  return counts;
}

Activity ChipModels::activity(Count cycles) const {
  return chip_activity(spec, counts(cycles));
}

void ChipModels::complete(Count cycles, SampleResult& result) const {
  complete_result(spec, counts(cycles), result);
}

void complete_result(const ChipSpec& spec, const ChipCounts& counts, SampleResult& result) {
  const std::size_t projections = spec.projections.size();
  result.cycles = counts.cycles;
  result.synaptic_operations.resize(projections);
  result.accumulator_adds.resize(projections);
  result.rows.resize(projections);
  result.words.resize(projections);
  result.weight_updates.resize(projections);
  result.learning_traffic = counts.learning_traffic;
  for (std::size_t core = 0; core < spec.cores.size(); ++core) {
    add_projections(spec.cores[core], counts.cores[core], result);
    if (!spec.learning) continue;
    for (std::size_t image = 0; image < spec.cores[core].images.size(); ++image) {
      result.weight_updates[spec.cores[core].images[image].order] +=
          counts.learning[core].images[image].weights_written;
    }
  }
  result.activity = chip_activity(spec, counts);
}

}  // namespace engram::hw
