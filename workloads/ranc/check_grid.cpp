#include "workloads/ranc/check_grid.hpp"

#include <map>

namespace engram::workloads::ranc {
namespace {

std::string place(const Core& core, const Neuron& neuron) {
  return core.file + ":" + std::to_string(neuron.line);
}

void check_reset_modes(const Core& core, Faults& faults) {
  const Neuron* first = nullptr;
  for (const Neuron& neuron : core.neurons) {
    if (!used(neuron, core.axon_types)) continue;
    if (first == nullptr) first = &neuron;
    if (neuron.linear_reset == first->linear_reset) continue;
    faults.add(core.file, neuron.line, 0,
               "reset mode " + std::to_string(neuron.linear_reset ? 1 : 0) + " (expected " +
                   std::to_string(first->linear_reset ? 1 : 0) + ", as line " +
                   std::to_string(first->line) + ": the neurons of a core reset alike)");
    return;
  }
}

/// Where spikes go, and who drives each axon.
class Wires {
 public:
  Wires(const std::vector<Core>& cores, const RancOptions& options, Faults& faults)
      : cores_(cores), options_(options), faults_(faults) {}

  void add(std::uint32_t id, const Neuron& neuron) {
    const auto target = target_of(neuron, id, options_, cores_.size());
    if (!target) {
      faults_.add(cores_[id].file, neuron.line, 0,
                  "its spikes go " + std::to_string(neuron.dx) + " in x and " +
                      std::to_string(neuron.dy) + " in y, to no core of the grid (" +
                      std::to_string(cores_.size()) + " cores, " +
                      std::to_string(options_.grid_width) + " in a row)");
      return;
    }
    if (target == options_.output_core) return;
    if (neuron.axon >= cores_[*target].axon_types.size()) {
      faults_.add(cores_[id].file, neuron.line, 0,
                  "its spikes go to axon " + std::to_string(neuron.axon) + " (expected below " +
                      std::to_string(cores_[*target].axon_types.size()) + ")");
      return;
    }
    const std::string here = place(cores_[id], neuron);
    const auto [driver, fresh] = drivers_.try_emplace({*target, neuron.axon}, here);
    if (fresh || options_.shared_axons == RancSharedAxons::add) return;
    faults_.add(cores_[id].file, neuron.line, 0,
                "axon " + std::to_string(neuron.axon) + " of core " + std::to_string(*target) +
                    " is driven by " + driver->second +
                    " already; RANC merges spikes that meet there, Engram can only add them "
                    "(shared axons: add)");
  }

 private:
  const std::vector<Core>& cores_;
  const RancOptions& options_;
  Faults& faults_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::string> drivers_;
};

}  // namespace

std::optional<std::uint32_t> target_of(const Neuron& neuron, std::uint32_t from,
                                       const RancOptions& options, std::size_t cores) {
  const std::int64_t width = options.grid_width;
  const std::int64_t x = from % width + neuron.dx;
  const std::int64_t y = from / width + neuron.dy;
  const std::int64_t id = y * width + x;
  if (x < 0 || x >= width || y < 0 || id >= static_cast<std::int64_t>(cores)) return std::nullopt;
  return static_cast<std::uint32_t>(id);
}

void check_grid(const std::filesystem::path& folder, const std::vector<Core>& cores,
                const RancOptions& options) {
  Faults faults;
  if (options.grid_width == 0 || cores.size() % options.grid_width != 0) {
    faults.add(folder.string(), "the grid is " + std::to_string(options.grid_width) +
                                    " cores wide, which does not divide its " +
                                    std::to_string(cores.size()) + " cores");
    faults.raise();
  }
  if (options.output_core && *options.output_core >= cores.size()) {
    faults.add(folder.string(), "the output bus is core " + std::to_string(*options.output_core) +
                                    ", the folder has cores 0 to " +
                                    std::to_string(cores.size() - 1));
  }
  Wires wires(cores, options, faults);
  for (std::uint32_t id = 0; id < cores.size(); ++id) {
    check_reset_modes(cores[id], faults);
    for (const Neuron& neuron : cores[id].neurons) {
      if (!used(neuron, cores[id].axon_types)) continue;
      if (id == options.output_core) {
        faults.add(cores[id].file, neuron.line, 0,
                   "core " + std::to_string(id) + " is the output bus, but this neuron is used");
      } else {
        wires.add(id, neuron);
      }
    }
  }
  faults.raise();
}

}  // namespace engram::workloads::ranc
