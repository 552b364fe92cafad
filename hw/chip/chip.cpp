#include "hw/chip/chip.hpp"

#include <cstdio>
#include <stdexcept>
#include <systemc>
#include <utility>

#include "hw/chip/check_spec.hpp"
#include "hw/chip/chip_activity.hpp"
#include "hw/chip/host_port.hpp"
#include "hw/chip/sample_recorder.hpp"
#include "hw/chip/timestep_controller.hpp"
#include "hw/core/core_model.hpp"
#include "hw/core/core_module.hpp"
#include "hw/noc/network_on_chip.hpp"

/// libsystemc refers to sc_main because it brings a main() of its own. Programs here have theirs,
/// so this is never called, and SystemC's banner, which its main() prints, never appears.
int sc_main(int, char**) {
  std::fputs("engram: linked with the main() of libsystemc instead of its own\n", stderr);
  return 1;
}

namespace engram::hw {
namespace {

bool elaborated = false;

/// The SystemC modules, and who refers to whom. No behaviour.
struct Wiring final : sc_core::sc_module {
  Wiring(const sc_core::sc_module_name& name, const ChipSpec& spec, NetworkOnChip& noc,
         SampleRecorder& recorder, const std::vector<std::unique_ptr<CoreModel>>& models)
      : sc_module(name),
        controller("timestep_controller", spec, recorder),
        host("host_port", noc, recorder, controller, spec.clock_period_ps) {
    std::vector<SpikeInput*> inputs;
    std::vector<TimestepController::Core> parts;
    for (std::size_t index = 0; index < models.size(); ++index) {
      const std::string core = "core" + std::to_string(index);
      cores.push_back(std::make_unique<CoreModule>(core.c_str(), static_cast<std::uint32_t>(index),
                                                   *models[index], recorder, controller,
                                                   spec.clock_period_ps));
      inputs.push_back(models[index].get());
      parts.push_back({models[index].get(), cores.back().get()});
    }
    noc.attach(std::move(inputs));
    controller.attach(host, std::move(parts));
  }

  TimestepController controller;
  HostPort host;
  std::vector<std::unique_ptr<CoreModule>> cores;
};

}  // namespace

/// The plain models stand apart from the SystemC modules, so that a fault in the spec is found
/// before elaboration begins.
struct Chip::Modules {
  explicit Modules(ChipSpec chip) : spec(std::move(chip)), noc(spec), recorder(spec, noc) {
    for (std::uint32_t index = 0; index < spec.cores.size(); ++index) {
      models.push_back(std::make_unique<CoreModel>(spec, index));
    }
  }

  ChipSpec spec;
  NetworkOnChip noc;
  SampleRecorder recorder;
  std::vector<std::unique_ptr<CoreModel>> models;
  std::unique_ptr<Wiring> wiring;
};

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

/// Completes `result` with the cores' counts.
SampleResult collect(const ChipSpec& spec, const std::vector<std::unique_ptr<CoreModel>>& models,
                     const NocCounts& noc, Count cycles, SampleResult result) {
  const std::size_t projections = spec.projections.size();
  result.cycles = cycles;
  result.synaptic_operations.resize(projections);
  result.accumulator_adds.resize(projections);
  result.rows.resize(projections);
  result.words.resize(projections);
  ChipCounts counts{{}, noc, cycles};
  for (std::size_t core = 0; core < models.size(); ++core) {
    counts.cores.push_back(models[core]->counts());
    add_projections(spec.cores[core], counts.cores.back(), result);
  }
  result.activity = chip_activity(spec, counts);
  return result;
}

}  // namespace

Chip::Chip(ChipSpec spec) {
  check_spec(spec);
  modules_ = std::make_unique<Modules>(std::move(spec));
  if (elaborated) {
    throw std::logic_error("SystemC elaborates once a process: only one chip can be built");
  }
  elaborated = true;
  modules_->wiring = std::make_unique<Wiring>("chip", modules_->spec, modules_->noc,
                                              modules_->recorder, modules_->models);
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
}

Chip::~Chip() = default;

Activity Chip::idle_activity() const {
  return chip_activity(modules_->spec, idle_counts(modules_->spec));
}

SampleResult Chip::run(const std::vector<SampleInput>& inputs, const RunOptions& options) {
  Modules& chip = *modules_;
  check_inputs(chip.spec, inputs, options);
  chip.noc.reset();
  chip.recorder.begin(options);
  for (std::size_t core = 0; core < chip.models.size(); ++core) {
    std::vector<MembraneRecord> records;
    for (const SliceSpec& slice : chip.spec.cores[core].slices) {
      records.push_back(chip.recorder.record(slice));
    }
    chip.models[core]->reset(records);
  }
  chip.wiring->host.load(inputs);
  chip.wiring->controller.begin(options.timesteps);
  if (options.timesteps > 0) sc_core::sc_start();
  const Count cycles = chip.wiring->controller.end();

  for (const auto& model : chip.models) model->finish(options.timesteps);
  return collect(chip.spec, chip.models, chip.noc.counts(), cycles, chip.recorder.take());
}

}  // namespace engram::hw
