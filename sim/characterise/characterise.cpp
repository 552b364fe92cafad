#include "sim/characterise/characterise.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <exception>
#include <numeric>
#include <thread>

#include "energy/characterise/equivalence.hpp"
#include "energy/characterise/simulation.hpp"
#include "energy/characterise/tool.hpp"
#include "sim/characterise/controller_bench.hpp"
#include "sim/characterise/opensta_check.hpp"

namespace engram::sim {
namespace {

namespace fs = std::filesystem;

constexpr unsigned kPeriodPs = 40000;
constexpr std::uint64_t kSeed = 1;
constexpr unsigned kRowBits = 32;  ///< width under which tables have the controllers' rows

/// One controller, mapped and run in every workload of a path.
class ControllerRuns {
 public:
  ControllerRuns(const CharacteriseOptions& options, const energy::LibertyLibrary& library,
                 const ControllerKind& kind)
      : options_(options), library_(library), kind_(kind), work_(options.work / kind.variant) {}

  PricedController run() {
    result_.variant = kind_.variant;
    result_.addresses = kind_.setups.front().image.conv.has_value();
    fs::create_directories(work_);
    for (const bool forward : {true, false}) {
      for (std::size_t setup = 0; setup < kind_.setups.size(); ++setup) {
        run_setup(kind_.setups[setup], forward, setup == 0);
      }
    }
    return std::move(result_);
  }

 private:
  void run_setup(const ControllerSetup& setup, bool forward, bool first) {
    options_.progress(kind_.variant + ", " + (forward ? "forward" : "learning") + ", " +
                      setup.name);
    const energy::RtlDesign design = write_design(setup, forward);
    const energy::MappedDesign& mapped = map(design);
    if (options_.prove && first && !forward) {
      energy::prove_equivalence(design, mapped, library_, work_);
    }
    if (first) state(mapped.netlist, forward);
    energy::compile_bench(design, work_);
    for (const ControllerWorkload& workload : workloads_of(setup, forward)) {
      measure(setup, forward, mapped, workload, first);
    }
  }

  /// Setups that differ in their memory only have one netlist.
  const energy::MappedDesign& map(const energy::RtlDesign& design) {
    const std::string top = energy::read_file(design.sources.back());
    if (top != mapped_top_) {
      mapped_ = energy::synthesise(design, library_, options_.liberty,
                                   {options_.wire_ff * 1e-3, 0.05}, work_);
      mapped_top_ = top;
    }
    return mapped_;
  }

  energy::RtlDesign write_design(const ControllerSetup& setup, bool forward) const {
    energy::RtlDesign design;
    design.top = "controller_top";
    design.include_folders = {options_.rtl.string()};
    for (const std::string& source : kind_.sources) {
      design.sources.push_back((options_.rtl / source).string());
    }
    const fs::path top = work_ / "top.sv";
    energy::write_file(top, controller_top(kind_, setup, forward));
    design.sources.push_back(top.string());
    std::uint64_t words = 0;
    for (const Region& region : setup.image.regions) words += region.data.words();
    energy::write_file(work_ / "bench.v", controller_bench(setup, forward, words, kPeriodPs));
    energy::write_file(work_ / "memory.hex", memory_lines(setup.image));
    return design;
  }

  void state(const energy::GateNetlist& netlist, bool forward) {
    const double area = netlist.area_um2(library_), leakage = netlist.leakage_nw(library_);
    const std::uint64_t flip_flops = netlist.flip_flops(library_);
    if (forward) {
      result_.area_um2 = area;
      result_.leakage_nw = leakage;
      result_.flip_flops = flip_flops;
      return;
    }
    result_.learning_area_um2 = std::max(0.0, area - result_.area_um2);
    result_.learning_leakage_nw = std::max(0.0, leakage - result_.leakage_nw);
    result_.learning_flip_flops = flip_flops;
  }

  void measure(const ControllerSetup& setup, bool forward, const energy::MappedDesign& mapped,
               const ControllerWorkload& workload, bool first) {
    const std::string events = event_lines(setup, workload, kSeed);
    energy::write_file(work_ / "events.hex", events);
    const energy::GateRun run = energy::run_bench(
        mapped, library_,
        {"+events=" + std::to_string(std::count(events.begin(), events.end(), '\n')),
         "+gap=" + std::to_string(workload.gap),
         "+not_ready=" + std::to_string(workload.not_ready)},
        work_);
    const HiddenCounts hidden = hidden_counts(setup, workload, kSeed);
    MeasuredWorkload seen;
    seen.setup = setup.name;
    seen.workload = workload.name;
    seen.forward = forward;
    seen.held_out = workload.held_out;
    seen.rows = run.counts.at("rows");
    seen.words = run.counts.at("words");
    const bool updates = workload.path == ControllerPath::update;
    (updates ? seen.updates : seen.weights) = run.counts.at("weights") + hidden.skipped;
    seen.addresses = hidden.addresses;
    seen.cycles = run.counts.at("cycles");
    seen.flip_flops = mapped.netlist.flip_flops(library_);
    seen.internal_pj = run.energy.internal_pj;
    seen.load_pj = run.energy.load_pj;
    seen.clock_pj = run.energy.clock_pj;
    if (options_.check && first) {
      seen.opensta_pj = opensta_energy(mapped, library_, options_.liberty, run, seen.cycles, work_);
    }
    result_.workloads.push_back(seen);
  }

  const CharacteriseOptions& options_;
  const energy::LibertyLibrary& library_;
  const ControllerKind& kind_;
  fs::path work_;
  std::string mapped_top_;
  energy::MappedDesign mapped_;
  PricedController result_;
};

std::string percent(double share) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f %%", 100 * share);
  return text;
}

/// Mean and largest residual of the workloads of one path.
std::string residual_text(const PricedController& controller, bool forward) {
  double sum = 0, most = 0, dynamic = 0;
  int number = 0;
  for (const MeasuredWorkload& seen : controller.workloads) {
    if (seen.forward != forward) continue;
    sum += seen.total_residual();
    most = std::max(most, seen.total_residual());
    dynamic += seen.dynamic_residual();
    ++number;
  }
  return "residual of " + std::to_string(number) + " workloads with clock: mean " +
         percent(sum / number) + ", largest " + percent(most) + "; without: mean " +
         percent(dynamic / number);
}

std::vector<double> counts(const MeasuredWorkload& seen) {
  std::vector<double> counted = {static_cast<double>(seen.rows), static_cast<double>(seen.words),
                                 static_cast<double>(seen.weights)};
  if (!seen.forward) counted.push_back(static_cast<double>(seen.updates));
  return counted;
}

/// pJ a row, word, weight and update of one path; tells its workloads what that gives.
std::vector<double> fit(PricedController& controller, bool forward, double clock_pj) {
  std::vector<energy::Observation> observations;
  for (const MeasuredWorkload& seen : controller.workloads) {
    if (seen.forward != forward || seen.held_out) continue;
    observations.push_back({seen.workload, counts(seen), seen.dynamic_pj(), seen.total_pj()});
  }
  const std::vector<double> prices = energy::fit_energy(observations).coefficients;
  for (MeasuredWorkload& seen : controller.workloads) {
    if (seen.forward != forward) continue;
    const std::vector<double> counted = counts(seen);
    seen.fitted_pj = std::inner_product(counted.begin(), counted.end(), prices.begin(), 0.0);
    seen.fitted_clock_pj = clock_pj * static_cast<double>(seen.flip_flops * seen.cycles);
  }
  return prices;
}

/// Fits one path of a controller and appends its rows.
void price(PricedController& controller, bool forward, double clock_pj) {
  const std::vector<double> prices = fit(controller, forward, clock_pj);
  const std::string rest = "; " + residual_text(controller, forward);
  const std::string whole =
      forward ? "; area and leakage of the whole forward controller, " +
                    std::to_string(controller.flip_flops) + " flip-flops"
              : "; area and leakage that backward and update add to the forward controller (" +
                    std::to_string(controller.learning_flip_flops) + " flip-flops in all)";
  constexpr const char* kOperations[] = {"controller_row", "controller_word", "controller_weight",
                                         "controller_update"};
  for (std::size_t index = 0; index < (forward ? 3 : 4); ++index) {
    energy::LogicRow row;
    row.operation = kOperations[index];
    row.variant = controller.variant + (forward ? "" : ".backward");
    row.bits = kRowBits;
    row.energy = Energy::picojoules(prices[index]);
    if (index == 0) {
      row.area_um2 = forward ? controller.area_um2 : controller.learning_area_um2;
      row.leakage_nw = forward ? controller.leakage_nw : controller.learning_leakage_nw;
    }
    row.provenance.method = energy::Method::synthesised;
    row.provenance.derivation =
        (prices[index] > 0 ? "" : "0: what goes with it holds it; ") +
        std::string("fitted on gate-level simulation of the controller of ") + controller.variant +
        (forward ? "" : ", columns read and weights updated") + rest +
        (index == 0 ? whole : "; area and leakage stand in controller_row");
    controller.rows.push_back(std::move(row));
  }
  if (!controller.addresses) return;
  energy::LogicRow row = controller.rows.back();
  row.operation = "controller_address";
  row.area_um2 = row.leakage_nw = 0;
  row.energy = {};
  row.provenance.derivation = "0: there is one for each weight, and controller_weight holds it";
  controller.rows.push_back(std::move(row));
}

/// All controllers, as many at a time as there are cores; the tools do the work.
std::vector<PricedController> run_all(const CharacteriseOptions& options,
                                      const energy::LibertyLibrary& library,
                                      const std::vector<ControllerKind>& kinds) {
  std::vector<PricedController> results(kinds.size());
  std::vector<std::exception_ptr> failures(kinds.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t turn = next++; turn < kinds.size(); turn = next++) {
      const std::size_t at = kinds.size() - 1 - turn;  // the last ones take longest
      try {
        results[at] = ControllerRuns(options, library, kinds[at]).run();
      } catch (...) {
        failures[at] = std::current_exception();
        next = kinds.size();
      }
    }
  };
  std::vector<std::thread> threads;
  for (unsigned core = 1; core < std::max(1U, std::thread::hardware_concurrency()); ++core) {
    threads.emplace_back(work);
  }
  work();
  for (std::thread& thread : threads) thread.join();
  for (const std::exception_ptr& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
  return results;
}

}  // namespace

double MeasuredWorkload::total_residual() const {
  return std::abs(fitted_pj + fitted_clock_pj - total_pj()) / total_pj();
}

double MeasuredWorkload::dynamic_residual() const {
  return std::abs(fitted_pj - dynamic_pj()) / dynamic_pj();
}

Characterised characterise(const CharacteriseOptions& options) {
  const energy::LibertyLibrary library = energy::read_liberty_file(options.liberty);
  Characterised result;
  double clock_pj = 0, clocked = 0;
  result.controllers = run_all(options, library, controller_kinds(options.variant));
  for (const PricedController& controller : result.controllers) {
    for (const MeasuredWorkload& seen : controller.workloads) {
      clock_pj += seen.clock_pj;
      clocked += static_cast<double>(seen.flip_flops) * static_cast<double>(seen.cycles);
    }
  }
  clock_pj /= clocked;
  for (PricedController& controller : result.controllers) {
    price(controller, true, clock_pj);
    price(controller, false, clock_pj);
  }
  result.clock.operation = "clock";
  result.clock.bits = 1;
  result.clock.energy = Energy::picojoules(clock_pj);
  result.clock.provenance = {energy::Method::synthesised, "",
                             "one flip-flop, one cycle: clock pins of the synthesised controllers, "
                             "the mean over all workloads, their load on the clock contained; no "
                             "clock tree; area and leakage stand with the flip-flops"};
  char wire[32];
  std::snprintf(wire, sizeof wire, "%g", options.wire_ff);
  result.source =
      "Synthesis with yosys 0.23 (abc) of the controllers in memory/rtl to the cells of " +
      library.name + " (Liberty file " + fs::path(options.liberty).filename().string() +
      "); energy from gate-level simulation with Icarus Verilog (delays and power tables "
      "of the file, glitches included), " +
      wire +
      " fF of wire a fanout; least squares; no place and route, no clock tree; "
      "`engram characterise`";
  return result;
}

}  // namespace engram::sim
