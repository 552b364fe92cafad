#include "sim/config/run_schema.hpp"
#include "workloads/compress/prune.hpp"

namespace engram::sim {

SchemaPtr prune_schema() {
  const SchemaPtr sparsity =
      number("share of the weights that are 0 afterwards, below 1", 0, 1, false);
  return object(
      "weights become 0 and are no synapses any more",
      {filled("method",
              choice("which go: the smallest; any; all but the n largest of m neighbouring inputs; "
                     "all of a presynaptic (rows) or postsynaptic (columns) neuron or channel; "
                     "whole kernels of convolutions",
                     workloads::prune_method_names(), "magnitude")),
       optional("sparsity", sparsity),
       filled("scope", choice("magnitude, random: one choice a projection, or one among all",
                              {"layer", "global"}, "layer")),
       optional("n", integer("n_of_m: weights that stay; default 2", 1, 1 << 20)),
       optional("m", integer("n_of_m: of so many; default 4", 2, 1 << 20)),
       filled("projections", map_of("other choices for single projections, by name; these take no "
                                    "part in a global one",
                                    object("one projection", {required("sparsity", sparsity)})))});
}

}  // namespace engram::sim
