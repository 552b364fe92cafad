#include "sim/config/typed_ranc.hpp"

namespace engram::sim {
namespace {

constexpr double kMostCores = 4096;

}  // namespace

std::vector<SchemaField> ranc_fields() {
  return {
      optional("ranc", path("folder of RANC memory files (csram_*.mem, tc_*.mem)")),
      optional("grid_width",
               integer("RANC: cores in x; a core's number is y grid_width + x", 1, kMostCores)),
      optional("output_core",
               integer("RANC: number of the core that is the output bus", 0, kMostCores - 1)),
      optional("packets", choice("RANC: where packets may enter: at axons that no neuron drives "
                                 "(default), or at all, which stores shared ones twice",
                                 {"free_axons", "all_axons"})),
      optional("shared_axons", choice("RANC: an axon that two neurons drive: a fault (default), or "
                                      "their spikes add up",
                                      {"refuse", "add"}))};
}

void read_ranc(const TypedReader& network, NetworkConfig& config) {
  network.check_file("ranc", true);
  config.ranc = network.text("ranc");
  workloads::RancOptions& options = config.ranc_options;
  if (!network.has("grid_width")) {
    network.fault("ranc", "RANC's files do not say how wide the grid of cores is: give grid_width");
  }
  options.grid_width = network.maybe_count("grid_width").value_or(1);
  options.output_core = network.maybe_count("output_core");
  if (network.maybe_text("packets") == "all_axons") {
    options.packets = workloads::RancPackets::all_axons;
  }
  if (network.maybe_text("shared_axons") == "add") {
    options.shared_axons = workloads::RancSharedAxons::add;
  }
}

}  // namespace engram::sim
