#include "sim/config/typed_lava.hpp"

namespace engram::sim {
namespace {

workloads::Shape read_input_shape(const TypedReader& network) {
  const auto& sizes = network.value("input_shape").items;
  const auto size = [&](std::size_t at) { return static_cast<std::uint32_t>(sizes[at].integer); };
  if (sizes.size() == 3) return {size(0), size(1), size(2)};
  if (sizes.size() == 1) return {size(0), 1, 1};
  network.fault("input_shape", "found 2 sizes, expected [neurons] or [channels, height, width]");
  return {};
}

}  // namespace

std::vector<SchemaField> lava_fields() {
  return {optional("lava", path("lava-dl network (.net, HDF5)")),
          optional("layer_delay",
                   integer("lava: from a layer to the next; default 1", 0, 1000, "timesteps")),
          optional("v_th_shift",
                   integer("lava: threshold is vThMant << v_th_shift; default 6", 0, 16, "bit")),
          optional("input_shape", list_of("lava: [neurons] or [channels, height, width] of the "
                                          "events, where the file has no input layer",
                                          integer("", 1, 1 << 24), 1, 3)),
          optional("input_bias", path("lava: constant input of an input layer's neurons, a NumPy "
                                      "array (x, y, channel) of whole numbers"))};
}

void read_lava(const TypedReader& network, NetworkConfig& config) {
  network.check_file("lava", false);
  config.lava = network.text("lava");
  workloads::LavaOptions& options = config.lava_options;
  if (network.maybe_text("compare").value_or("greater") == "greater_equal") {
    options.compare = workloads::Compare::greater_equal;
  }
  options.layer_delay = network.maybe_count("layer_delay").value_or(options.layer_delay);
  options.v_th_shift = network.maybe_count("v_th_shift").value_or(options.v_th_shift);
  if (network.has("input_shape")) options.input_shape = read_input_shape(network);
  if (!network.has("input_bias")) return;
  network.check_file("input_bias", false);
  options.input_bias = network.text("input_bias");
}

}  // namespace engram::sim
