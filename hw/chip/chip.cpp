#include "hw/chip/chip.hpp"

#include <algorithm>
#include <cstdio>
#include <optional>
#include <stdexcept>
#include <string>
#include <systemc>
#include <utility>

#include "hw/chip/check_spec.hpp"
#include "hw/chip/chip_activity.hpp"
#include "hw/chip/host_port.hpp"
#include "hw/chip/network_module.hpp"
#include "hw/chip/sample_recorder.hpp"
#include "hw/chip/timestep_controller.hpp"
#include "hw/core/core_model.hpp"
#include "hw/core/core_module.hpp"
#include "hw/core/cycle_core_module.hpp"
#include "hw/learning/learning_network.hpp"
#include "hw/learning/target_feed.hpp"
#include "hw/noc/network_on_chip.hpp"
#include "hw/noc/traffic_clock.hpp"

/// libsystemc refers to sc_main because it brings a main() of its own. Programs here have theirs,
/// so this is never called, and SystemC's banner, which its main() prints, never appears.
int sc_main(int, char**) {
  std::fputs("engram: linked with the main() of libsystemc instead of its own\n", stderr);
  return 1;
}

namespace engram::hw {
namespace {

bool elaborated = false;

/// The plain models of a chip. They stand apart from the SystemC modules, so that a fault in the
/// spec is found before elaboration begins.
struct Models {
  explicit Models(const ChipSpec& spec)
      : noc(spec),
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
    if (spec.fidelity != Fidelity::cycle) return;
    noc.log(&flits);
    learning.log(&flits);
    traffic.emplace(spec);
  }

  NetworkOnChip noc;
  SampleRecorder recorder;
  FlitLog flits;
  LearningNetwork learning;
  TargetFeed targets;
  std::optional<TrafficClock> traffic;  ///< at fidelity `cycle`
  std::vector<std::unique_ptr<CoreModel>> cores;
};

/// The SystemC modules, and who refers to whom. No behaviour.
struct Wiring final : sc_core::sc_module {
  Wiring(const sc_core::sc_module_name& name, const ChipSpec& spec, Models& models)
      : sc_module(name),
        controller("timestep_controller", spec, models.recorder),
        host("host_port", models.noc, models.recorder, controller, spec.clock_period_ps) {
    if (models.traffic) {
      network.emplace("network", *models.traffic, controller, spec.clock_period_ps);
      host.attach(*network, models.flits);
    }
    std::vector<TimestepController::Core> parts;
    for (std::uint32_t index = 0; index < spec.cores.size(); ++index) {
      parts.push_back({models.cores[index].get(), add_core(index, spec, models)});
    }
    controller.attach(host, std::move(parts), network ? &*network : nullptr,
                      spec.learning ? &models.targets : nullptr);
  }

  CoreShell* add_core(std::uint32_t index, const ChipSpec& spec, Models& models) {
    const std::string core = "core" + std::to_string(index);
    CoreModel& model = *models.cores[index];
    if (network) {
      cycle_cores.push_back(std::make_unique<CycleCoreModule>(core.c_str(), spec, index, model,
                                                              models.recorder, models.learning,
                                                              models.flits, *network, controller));
      return cycle_cores.back().get();
    }
    cores.push_back(std::make_unique<CoreModule>(core.c_str(), index, model, models.recorder,
                                                 models.learning, controller,
                                                 spec.clock_period_ps));
    return cores.back().get();
  }

  void watch(WaveLog* waves) {
    controller.watch(waves);
    for (const auto& core : cycle_cores) core->watch(waves);
    if (network) network->watch(waves);
  }

  TimestepController controller;
  HostPort host;
  std::optional<NetworkModule> network;
  std::vector<std::unique_ptr<CoreModule>> cores;             ///< `fast`
  std::vector<std::unique_ptr<CycleCoreModule>> cycle_cores;  ///< `cycle`
};

}  // namespace

struct Chip::Modules {
  explicit Modules(ChipSpec chip) : spec(std::move(chip)), models(spec) {}

  ChipSpec spec;
  Models models;
  std::unique_ptr<Wiring> wiring;
};

namespace {

void add_learning(const LearningStalls& core, ChipStalls& stalls) {
  stalls.backward_memory_bank += core.backward.memory;
  stalls.backward_fetch_ahead += core.backward.room;
  stalls.backward_words += core.backward.words;
  stalls.backward_lanes += core.backward.lanes;
  stalls.update_memory_bank += core.update.memory;
  stalls.update_write_bank += core.update.write;
  stalls.update_write_pending += core.update.write_pending;
  stalls.update_fetch_ahead += core.update.room;
  stalls.update_words += core.update.words;
  stalls.update_lanes += core.update.lanes;
  stalls.host_memory_bank += core.host;
}

ChipStalls stalls_of(const TrafficClock& traffic,
                     const std::vector<std::unique_ptr<CycleCoreModule>>& cores) {
  ChipStalls stalls;
  for (const auto& core : cores) {
    const RowStalls rows = core->stalls();
    stalls.memory_bank += rows.memory;
    stalls.fetch_ahead += rows.room;
    stalls.words += rows.words;
    stalls.lanes += rows.lanes;
    stalls.accumulator_bank += rows.accumulator;
    add_learning(core->learning_stalls(), stalls);
  }
  stalls.output_queue = traffic.stalls().queue;
  stalls.injection = traffic.stalls().back_pressure;
  stalls.credit = traffic.counts().no_credit;
  stalls.arbitration = traffic.counts().lost_arbitration;
  stalls.ejection = traffic.counts().endpoint_not_ready;
  return stalls;
}

/// Links that flits have crossed, events and what learning sends.
Count hops_of(const Models& models) {
  const LearningTraffic& learning = models.learning.traffic();
  return models.noc.counts().hops + learning.target_hops + learning.error_hops +
         learning.gradient_hops;
}

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
SampleResult collect(const ChipSpec& spec, const Models& models, Count cycles,
                     SampleResult result) {
  const std::size_t projections = spec.projections.size();
  result.cycles = cycles;
  result.synaptic_operations.resize(projections);
  result.accumulator_adds.resize(projections);
  result.rows.resize(projections);
  result.words.resize(projections);
  result.weight_updates.resize(projections);
  result.learning_traffic = models.learning.traffic();
  ChipCounts counts{{}, models.noc.counts(), cycles, {}, result.learning_traffic};
  for (std::size_t core = 0; core < models.cores.size(); ++core) {
    counts.cores.push_back(models.cores[core]->counts());
    add_projections(spec.cores[core], counts.cores.back(), result);
    if (!spec.learning) continue;
    counts.learning.push_back(models.cores[core]->engine()->counts());
    for (std::size_t image = 0; image < spec.cores[core].images.size(); ++image) {
      result.weight_updates[spec.cores[core].images[image].order] +=
          counts.learning.back().images[image].weights_written;
    }
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
  modules_->wiring = std::make_unique<Wiring>("chip", modules_->spec, modules_->models);
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
}

Chip::~Chip() = default;

Activity Chip::idle_activity() const {
  return chip_activity(modules_->spec, idle_counts(modules_->spec));
}

void Chip::name_signals(WaveLog& waves) {
  modules_->wiring->watch(&waves);
  modules_->wiring->watch(nullptr);
}

void Chip::serve_rows(std::uint32_t core, RowServer& server) {
  const auto& cores = modules_->wiring->cycle_cores;
  if (cores.empty()) throw std::invalid_argument("rows are served by nobody at fidelity fast");
  cores.at(core)->serve_by(&server);
}

SampleResult Chip::run(const std::vector<SampleInput>& inputs, const RunOptions& options) {
  const ChipSpec& spec = modules_->spec;
  Models& models = modules_->models;
  Wiring& wiring = *modules_->wiring;
  check_inputs(spec, inputs, options);
  for (FlitList& left : models.flits) left = {};  // by a run that failed
  models.noc.reset();
  models.learning.reset();
  models.targets.load(options.targets);
  models.recorder.begin(options);
  for (std::size_t core = 0; core < models.cores.size(); ++core) {
    std::vector<MembraneRecord> records;
    for (const SliceSpec& slice : spec.cores[core].slices) {
      records.push_back(models.recorder.record(slice));
    }
    models.cores[core]->reset(records, options.timesteps);
  }
  if (models.traffic) models.traffic->reset();
  wiring.watch(options.waves);
  for (const auto& core : wiring.cycle_cores) core->reset();
  wiring.host.load(inputs);
  wiring.controller.begin(options.timesteps);
  if (options.timesteps > 0) sc_core::sc_start();
  const Count cycles = wiring.controller.end();

  Count afterwards = 0;  // cores side by side
  for (std::size_t core = 0; core < models.cores.size(); ++core) {
    Count ending = models.cores[core]->finish(options.timesteps);
    if (models.traffic) ending = wiring.cycle_cores[core]->reencode();
    if (spec.learning) models.cores[core]->engine()->worked(ending);
    afterwards = std::max(afterwards, ending);
  }
  SampleResult result = models.recorder.take();
  if (models.traffic && models.traffic->counts().hops != hops_of(models)) {
    throw std::logic_error("the routers' flits crossed " +
                           std::to_string(models.traffic->counts().hops) +
                           " links, the chip has counted " + std::to_string(hops_of(models)));
  }
  if (models.traffic) result.stalls = stalls_of(*models.traffic, wiring.cycle_cores);
  return collect(spec, models, cycles + afterwards, std::move(result));
}

const MemoryImage& Chip::image(std::uint32_t core, std::uint32_t index) const {
  return modules_->models.cores.at(core)->image(index);
}

}  // namespace engram::hw
