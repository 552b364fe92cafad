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
#include "hw/chip/chip_models.hpp"
#include "hw/chip/host_port.hpp"
#include "hw/chip/network_module.hpp"
#include "hw/chip/side_by_side.hpp"
#include "hw/chip/timestep_controller.hpp"
#include "hw/core/core_module.hpp"
#include "hw/core/cycle_core_module.hpp"

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
  Wiring(const sc_core::sc_module_name& name, const ChipSpec& spec, ChipModels& models)
      : sc_module(name),
        controller("timestep_controller", spec, models.recorder),
        host("host_port", models.noc, models.recorder, controller, spec.clock_period_ps) {
    if (models.traffic) {
      network.emplace("network", *models.traffic, controller, spec.clock_period_ps);
      host.attach(*network, models.flits);
    }
    if (models.dram) host.attach(*models.dram);
    std::vector<TimestepController::Core> parts;
    for (std::uint32_t index = 0; index < spec.cores.size(); ++index) {
      parts.push_back({models.cores[index].get(), add_core(index, spec, models)});
    }
    controller.attach(host, std::move(parts), network ? &*network : nullptr,
                      spec.learning ? &models.targets : nullptr);
  }

  CoreShell* add_core(std::uint32_t index, const ChipSpec& spec, ChipModels& models) {
    const std::string core = "core" + std::to_string(index);
    CoreModel& model = *models.cores[index];
    if (network) {
      cycle_cores.push_back(std::make_unique<CycleCoreModule>(core.c_str(), spec, index, model,
                                                              models.recorder, models.learning,
                                                              models.flits, *network, controller));
      return cycle_cores.back().get();
    }
    cores.push_back(std::make_unique<CoreModule>(core.c_str(), index, model, models.recorder,
                                                 models.learning, controller));
    return cores.back().get();
  }

  void watch(WaveLog* waves) {
    controller.watch(waves);
    for (const auto& core : cycle_cores) core->watch(waves);
    if (network) network->watch(waves);
  }

  void record(RowTrace* rows) {
    controller.record(rows);
    for (const auto& core : cycle_cores) core->record(rows);
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
  ChipModels models;
  std::unique_ptr<Wiring> wiring;
  std::uint32_t timesteps = 0;  ///< of the run that is on
  std::optional<SideBySide> side_by_side;
  unsigned threads = 1;  ///< of side_by_side

  SideBySide* threads_for(const RunOptions& options);
};

/// Null where cores work one after the other. Counters of membrane changes belong to populations,
/// whose cores would race for them.
SideBySide* Chip::Modules::threads_for(const RunOptions& options) {
  if (spec.fidelity != Fidelity::fast || options.count_membrane_changes) return nullptr;
  if (options.threads <= 1) return nullptr;
  if (options.threads != std::exchange(threads, options.threads)) {
    side_by_side.reset();
    side_by_side.emplace(options.threads);
  }
  return &*side_by_side;
}

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
Count hops_of(const ChipModels& models) {
  const LearningTraffic& learning = models.learning.traffic();
  return models.noc.counts().hops + learning.target_hops + learning.error_hops +
         learning.gradient_hops;
}

}  // namespace

Chip::Chip(ChipSpec spec, Elaboration elaboration) {
  check_spec(spec);
  modules_ = std::make_unique<Modules>(std::move(spec));
  if (elaborated) {
    throw std::logic_error("SystemC elaborates once a process: only one chip can be built");
  }
  elaborated = elaboration == Elaboration::by_chip;
  modules_->wiring = std::make_unique<Wiring>("chip", modules_->spec, modules_->models);
  if (elaborated) sc_core::sc_start(sc_core::SC_ZERO_TIME);
}

Chip::~Chip() = default;

Activity Chip::idle_activity() const {
  return chip_activity(modules_->spec, idle_counts(modules_->spec));
}

Activity Chip::activity_so_far() const {
  return modules_->models.activity(modules_->wiring->controller.now());
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
  start(inputs, options, {});
  sc_core::sc_start();
  return finish();
}

void Chip::start(const std::vector<SampleInput>& inputs, const RunOptions& options,
                 std::function<void()> ended) {
  const ChipSpec& spec = modules_->spec;
  ChipModels& models = modules_->models;
  Wiring& wiring = *modules_->wiring;
  check_inputs(spec, inputs, options);
  for (FlitList& left : models.flits) left = {};  // by a run that failed
  models.begin(options);
  modules_->timesteps = options.timesteps;
  if (models.traffic) models.traffic->reset();
  wiring.watch(options.waves);
  wiring.record(options.rows);
  for (const auto& core : wiring.cycle_cores) core->reset();
  wiring.host.load(inputs);
  wiring.controller.work_by(modules_->threads_for(options));
  wiring.controller.begin(options.timesteps, std::move(ended));
}

SampleResult Chip::finish() {
  const ChipSpec& spec = modules_->spec;
  ChipModels& models = modules_->models;
  Wiring& wiring = *modules_->wiring;
  const Count cycles = wiring.controller.end();

  Count afterwards = models.dram ? models.dram->end() : 0;  // cores side by side
  for (std::size_t core = 0; core < models.cores.size(); ++core) {
    Count ending = models.cores[core]->finish(modules_->timesteps);
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
  models.complete(cycles + afterwards, result);
  return result;
}

void Chip::loaded(std::uint32_t core, std::uint32_t image) {
  CoreModel& model = *modules_->models.cores.at(core);
  model.laid_out(image);
  if (modules_->models.traffic) {
    modules_->wiring->cycle_cores[core]->replace(image, model.image(image));
  }
}

const MemoryImage& Chip::image(std::uint32_t core, std::uint32_t index) const {
  return modules_->models.cores.at(core)->image(index);
}

}  // namespace engram::hw
