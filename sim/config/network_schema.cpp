#include "sim/config/run_schema.hpp"

namespace engram::sim {
namespace {

SchemaPtr any_number(const char* doc) {
  return number(doc, -kInfinity, kInfinity, false);
}

/// Weights are kept in float32: these bounds leave room for sums of many.
SchemaPtr weight(const char* doc) {
  return number(doc, -1e30, 1e30, false);
}

/// A number for all neurons, or a list of one each.
SchemaPtr per_neuron(const char* doc) {
  return any_of(doc, {any_number(""), list_of("", any_number(""), 1)});
}

/// A size for both axes, or [y, x].
SchemaPtr pair(const char* doc, double low) {
  return any_of(doc, {integer("", low, 65536), list_of("", integer("", low, 65536), 2, 2)});
}

SchemaPtr neuron_schema() {
  return object(
      "one step: i = current_decay i + current_gain x; v = decay v + gain (i or x) + offset",
      {required("model", choice("of the neuron; li, cuba_li: readouts without spikes",
                                {"input", "if", "lif", "cuba_lif", "li", "cuba_li"})),
       optional("threshold", per_neuron("default 1")),
       optional("decay", per_neuron("of the membrane, a step; default 1")),
       optional("gain", per_neuron("of the membrane's input; default 1")),
       optional("offset", per_neuron("added to the membrane every step; default 0")),
       optional("bias", per_neuron("added to the input every step; default 0")),
       optional("current_decay", per_neuron("cuba models; default 0")),
       optional("current_gain", per_neuron("cuba models; default 1")),
       optional("current",
                choice("cuba models: current that drives the membrane; default same_step",
                       {"same_step", "previous_step"})),
       optional("compare", choice("membrane against threshold; default greater",
                                  {"greater", "greater_equal"})),
       optional("reset", choice("default zero", {"zero", "subtract", "value"})),
       optional("reset_value", per_neuron("for reset value; default 0")),
       optional("refractory", integer("after a spike; default 0", 0, 1000000, "timesteps")),
       optional("spikes", choice("a step; default single", {"single", "multi"})),
       optional("clip_low", per_neuron("lower bound of the membrane; default none"))});
}

SchemaPtr population_schema() {
  return object("one population",
                {required("name", text("unique")),
                 required("shape", list_of("[neurons] or [channels, height, width]",
                                           integer("", 1, 1 << 24), 1, 3)),
                 required("neuron", neuron_schema()),
                 filled("output", boolean("feeds an output of the network", false))});
}

SchemaPtr weights_schema() {
  return object(
      "values, or a distribution",
      {optional("values", list_of("dense: (out, in); conv2d: (out, in / groups, y, x); sparse, "
                                  "one_to_one: a synapse each",
                                  weight(""))),
       optional("distribution", choice("weights are drawn from the seed",
                                       {"constant", "uniform", "normal", "uniform_int",
                                        "fan_in_uniform", "fan_in_normal"})),
       optional("value", weight("constant")), optional("low", weight("uniform, uniform_int")),
       optional("high", weight("uniform (excluded), uniform_int (included; 0 is not drawn)")),
       optional("mean", weight("normal")), optional("deviation", number("normal", 0, 1e30, false)),
       optional("gain",
                number("fan_in_uniform, fan_in_normal: the deviation is gain / sqrt(fan-in)", 0,
                       1e30, true)),
       optional("density",
                number("fraction of positions that carry a weight; default 1", 0, 1, false))});
}

SchemaPtr projection_schema() {
  return object(
      "one projection",
      {required("name", text("unique")), required("source", text("population")),
       required("target", text("population")),
       filled("delay", integer("0: within the timestep", 0, 1000, "timesteps", 0)),
       required("type", choice("of the connection", {"dense", "sparse", "conv2d", "one_to_one"})),
       optional("pool",
                list_of("sum pooling before the weights",
                        object("one window", {required("kernel", pair("[y, x]", 1)),
                                              optional("stride", pair("default: the kernel", 1)),
                                              optional("padding", pair("default 0", 0))}))),
       optional("kernel", pair("conv2d", 1)), optional("stride", pair("conv2d; default 1", 1)),
       optional("padding", pair("conv2d; default 0", 0)),
       optional("dilation", pair("conv2d; default 1", 1)),
       optional("groups", integer("conv2d; default 1", 1, 65536)),
       required("weights", weights_schema())});
}

}  // namespace

std::vector<SchemaField> network_fields() {
  return {required("populations", list_of("of a network given in place", population_schema(), 1)),
          required("projections", list_of("of a network given in place", projection_schema()))};
}

}  // namespace engram::sim
