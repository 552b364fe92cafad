#include "sim/config/typed_source.hpp"

#include <string_view>

#include "sim/config/network_file.hpp"
#include "sim/config/slayer_file.hpp"
#include "sim/config/typed.hpp"
#include "sim/config/typed_lava.hpp"
#include "sim/config/typed_nir.hpp"
#include "sim/config/typed_ranc.hpp"

namespace engram::sim {
namespace {

/// A key that says what some kinds of network leave open.
struct OptionKey {
  const char* key;
  std::string_view sources;  ///< kinds that take it, between blanks
  std::string refusal;       ///< of all others
};

constexpr const char* kNirOnly = "concerns NIR files only";
constexpr const char* kLavaOnly = "concerns lava-dl files only";
constexpr const char* kRancOnly = "concerns RANC memory files only";

const OptionKey kOptionKeys[] = {
    {"dynamics", "nir", kNirOnly},      {"dt_us", "nir", kNirOnly},
    {"spikes", "nir", kNirOnly},        {"compare", "nir lava", kNirOnly},
    {"reset", "nir", kNirOnly},         {"clip", "nir", kNirOnly},
    {"current", "nir", kNirOnly},       {"recurrent_delay", "nir", kNirOnly},
    {"nir_options", "nir", kNirOnly},   {"layer_delay", "lava", kLavaOnly},
    {"v_th_shift", "lava", kLavaOnly},  {"input_shape", "lava", kLavaOnly},
    {"input_bias", "lava", kLavaOnly},  {"grid_width", "ranc", kRancOnly},
    {"output_core", "ranc", kRancOnly}, {"packets", "ranc", kRancOnly},
    {"shared_axons", "ranc", kRancOnly}};

/// Takes the keys of other kinds ill; `name` is what a reader calls the network.
void refuse_options_of_others(const TypedReader& network, std::string_view source,
                              const std::string& name) {
  for (const OptionKey& option : kOptionKeys) {
    if (!network.has(option.key) || option.sources.find(source) != std::string_view::npos) continue;
    const bool said = option.refusal == kNirOnly;
    network.fault(option.key, option.refusal + (said ? "; " + name + " says it itself" : ""));
  }
}

void read_slayer(const TypedReader& network, NetworkConfig& config) {
  const std::size_t before = network.faults().size();
  network.check_file("slayer", false);
  config.slayer = network.text("slayer");
  if (network.faults().size() > before) return;
  config.slayer_network = read_slayer_file(config.slayer, network.faults());
}

void read_native(const TypedReader& network, NetworkConfig& config) {
  if (network.sound("json")) {
    const std::size_t before = network.faults().size();
    network.check_file("json", false);
    config.json = network.text("json");
    if (network.faults().size() > before) return;
    config.native = read_network_file(config.json, network.faults());
  } else if (!network.has("json")) {
    for (const char* key : {"populations", "projections"}) {
      if (!network.has(key))
        network.fault("", std::string("no ") + key +
                              "; a network given in place has populations and projections");
    }
    config.native = typed_network(network.object(), network.pointer(), network.faults());
  }
}

/// A kind of network that a file, named by the key, describes.
struct SourceKind {
  const char* key;
  const char* name;
  void (*read)(const TypedReader& network, NetworkConfig& config);
  bool whole;  ///< read only where nothing in "network" is wrong
};

constexpr SourceKind kSources[] = {{"nir", "a NIR file", read_nir, true},
                                   {"lava", "a lava-dl file", read_lava, true},
                                   {"slayer", "a SLAYER network", read_slayer, true},
                                   {"ranc", "RANC", read_ranc, true},
                                   {"json", "a native network", read_native, false}};

constexpr SourceKind kInline = {"populations", "a native network", read_native, false};

}  // namespace

NetworkConfig typed_source(const TypedReader& network) {
  NetworkConfig config;
  if (network.object().type != JsonValue::Type::object) return config;
  int given = 0;
  const SourceKind* chosen = &kInline;
  for (const SourceKind& source : kSources) {
    if (!network.has(source.key)) continue;
    ++given;
    chosen = &source;
  }
  if (network.has("populations") || network.has("projections")) ++given;
  if (given != 1) {
    network.fault("", "found " + std::to_string(given) +
                          " networks, expected exactly one of nir, lava, slayer, ranc, json, "
                          "populations with projections");
    return config;
  }
  refuse_options_of_others(network, chosen->key, chosen->name);
  if (!chosen->whole || network.sound()) chosen->read(network, config);
  return config;
}

}  // namespace engram::sim
