#include "sim/config/typed_prune.hpp"

namespace engram::sim {
namespace {

using workloads::PruneMethod;
using workloads::PruneOptions;

double read_sparsity(const TypedReader& reader) {
  const double sparsity = reader.number("sparsity");
  if (sparsity >= 1) reader.fault("sparsity", "found 1, expected a number from 0 to below 1");
  return sparsity;
}

void read_pattern(const TypedReader& prune, PruneOptions& options) {
  options.n = prune.maybe_count("n").value_or(options.n);
  options.m = prune.maybe_count("m").value_or(options.m);
  if (options.n >= options.m) {
    prune.fault(prune.has("n") ? "n" : "m", "found " + std::to_string(options.n) + " of " +
                                                std::to_string(options.m) +
                                                " weights that stay, expected n below m");
  }
  if (prune.has("sparsity")) {
    prune.fault("sparsity", "n_of_m keeps n of m weights: leave the key away");
  }
}

void read_share(const TypedReader& prune, PruneOptions& options) {
  const std::string method = to_string(options.method);
  for (const char* key : {"n", "m"}) {
    if (prune.has(key)) prune.fault(key, "concerns n_of_m only, not " + method);
  }
  if (prune.has("sparsity")) {
    options.sparsity = read_sparsity(prune);
  } else {
    prune.fault("", method + " needs a sparsity: give /compression/prune/sparsity");
  }
}

}  // namespace

PruneOptions typed_prune(const TypedReader& prune, std::uint64_t seed) {
  PruneOptions options;
  options.seed = seed;
  if (!prune.sound()) return options;  // the schema has said why
  options.method = *workloads::prune_method_from(prune.text("method"));
  const bool pattern = options.method == PruneMethod::n_of_m;
  if (pattern) {
    read_pattern(prune, options);
  } else {
    read_share(prune, options);
  }
  options.global = prune.is("scope", "global");
  if (options.global && options.method != PruneMethod::magnitude &&
      options.method != PruneMethod::random) {
    prune.fault("scope", std::string(to_string(options.method)) +
                             " chooses a projection at a time: global concerns magnitude and "
                             "random only");
  }
  const TypedReader projections = prune.child("projections");
  for (const auto& [name, unused] : projections.object().members) {
    const TypedReader one = projections.child(name);
    options.projections[name] = read_sparsity(one);
    if (pattern && options.projections[name] != 0) {
      one.fault("sparsity", "n_of_m keeps n of m weights: only 0, which leaves a projection alone");
    }
  }
  return options;
}

}  // namespace engram::sim
