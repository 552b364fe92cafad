#include "sim/config/run_schema.hpp"
#include "workloads/network/check_learning.hpp"

namespace engram::sim {
namespace {

using Limits = workloads::LearningLimits;

/// One side of an stdp window.
SchemaPtr side(const std::string& doc) {
  const SchemaPtr amplitude = integer("", 0, Limits::gain);
  const SchemaPtr decaying =
      object("amplitude exp(-k / tau), rounded, k timesteps apart",
             {required("amplitude", integer("at k = 0", 0, Limits::gain)),
              required("tau", number("of the exponential", 0, kInfinity, true, "timesteps"))});
  return any_of(doc, {list_of("one amplitude a timestep", amplitude, 1, Limits::window), decaying});
}

SchemaPtr stdp_schema() {
  return object(
      "stdp: what a pair of spikes adds to the gradient, by the timesteps between them",
      {required("window",
                integer("pairs further apart do not count", 1, Limits::window, "timesteps")),
       required("potentiation", side("the neuron emits 0 .. window - 1 timesteps after the event")),
       required("depression", side("the neuron emitted 1 .. window timesteps before the event"))});
}

SchemaPtr surrogate_schema() {
  return object(
      "three_factor, backprop: derivative of a spike, 1 at the threshold",
      {filled("kind", choice("flat inside the width, or falling to 0 at it", {"boxcar", "triangle"},
                             "boxcar")),
       filled("width", number("a part of the threshold, to either side", 0, 1e6, true, "", 0.5)),
       filled("bits", integer("its 1 is 2^bits", 0, Limits::surrogate_bits, "bit", 8))});
}

SchemaPtr trace_schema() {
  return object("three_factor, backprop: what is remembered of the events at a presynaptic input",
                {filled("bits", integer("of one trace", 1, Limits::trace_bits, "bit", 16)),
                 filled("decay", integer("three_factor: kept from timestep to timestep, of 4096", 0,
                                         Limits::trace_decay, "", 3686)),
                 filled("gain", integer("added by one event", 1, Limits::gain, "", 64))});
}

SchemaPtr targets_schema() {
  return object(
      "three_factor, backprop: what neurons should emit; what is not listed is 0",
      {required("spikes",
                path("a table population,neuron,timestep,count for all samples, or by a column "
                     "sample for each; or a folder with a table a sample, named after it")),
       optional("populations",
                list_of("that have targets; default: those that the tables name", text(""), 1))});
}

}  // namespace

SchemaPtr learning_schema() {
  return object(
      "weights that change while the chip runs; absent: inference",
      {required("rule", choice("three_factor: error x surrogate x trace, where there is an error; "
                               "backprop: dense, in every timestep; stdp: pairs of spikes",
                               {"three_factor", "backprop", "stdp"})),
       optional("projections", list_of("that learn, by name; default: all that can", text(""), 1)),
       filled("zero_weights",
              choice("a weight that becomes 0 stays stored, or images are encoded anew without "
                     "it after each sample",
                     {"keep", "re-encode"}, "keep")),
       filled("rounding", choice("of a step of a weight; stochastic: by a number that seed, "
                                 "synapse and timestep give",
                                 {"nearest", "stochastic"}, "nearest")),
       filled("rate_shift", integer("a step is the gradient / 2^rate_shift levels", 0,
                                    Limits::rate_shift, "", 16)),
       filled("error_bits", integer("three_factor, backprop: of one error",
                                    Limits::least_error_bits, Limits::error_bits, "bit", 16)),
       filled("error_gain", integer("three_factor, backprop: an error of one spike too many", 1,
                                    Limits::gain, "", 16)),
       filled("backward_shift",
              integer("three_factor, backprop: what comes back from above is divided by 2^shift", 0,
                      Limits::backward_shift, "", 4)),
       filled("surrogate", surrogate_schema()), filled("trace", trace_schema()),
       optional("stdp", stdp_schema()), optional("targets", targets_schema())});
}

}  // namespace engram::sim
