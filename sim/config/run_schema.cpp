#include "sim/config/run_schema.hpp"

#include "memory/encoding.hpp"
#include "sim/config/config.hpp"

namespace engram::sim {
namespace {

SchemaPtr compression_schema() {
  return object("weights change, nothing else",
                {optional("prune", prune_schema()),
                 filled("order", choice("where both are asked for",
                                        {"prune_then_quantize", "quantize_then_prune"},
                                        "prune_then_quantize")),
                 optional("quantize", quantize_schema())});
}

SchemaPtr synapse_memory_schema() {
  std::vector<std::string> encodings = encoding_names();
  encodings.emplace_back("auto");
  const SchemaPtr encoding = choice("", encodings);
  const SchemaPtr sharing = choice("", {"none", "kernel"});
  return object(
      "how synapses are stored",
      {filled(
           "encoding",
           with_default(any_of("where the weight of (pre, post) is: one name, or one a projection "
                               "with \"default\" for the rest; auto: the one, with sharing and "
                               "functional_mode, that costs the run least energy",
                               {encoding, map_of("", encoding)}),
                        json_string("crossbar"))),
       filled("sharing",
              with_default(any_of("index, bitmap, run_length on convolutions: unrolled, or by tap",
                                  {sharing, map_of("", sharing)}),
                           json_string("none"))),
       optional("auto", object("encoding auto: how much of the input is measured; default: all",
                               {optional("samples", integer("the first ones", 1, 1 << 20)),
                                optional("timesteps", integer("the first ones", 1, 1 << 30))})),
       filled("word_bits", integer("of one access", 8, 256, "bit", 64)),
       filled("banks", integer("words are interleaved over banks", 1, 64, "", 1)),
       filled("ports", integer("of each macro", 1, 2, "", 1)),
       filled("rows", choice("rows follow each other bit by bit, or start on a word",
                             {"packed", "aligned"}, "packed")),
       filled("access", choice("words of a row, or one 16-bit word a weight",
                               {"word", "per_weight"}, "word")),
       filled("index_list",
              choice("{target, weight} in one list, or a list each", {"joint", "split"}, "joint")),
       filled("run_bits", integer("run_length: of a run; others ignore it", 1, 16, "bit", 4)),
       filled("functional_mode",
              choice("functional: addresses by counters, over a bitmap of the kernel, or by "
                     "multiplication; others ignore it",
                     functional_mode_names(), "rowcol")),
       filled("layout", choice("which memories an image has and which words are counted: those of "
                               "DESIGN, or those of the 2020 study",
                               {"standard", "schaefer2020"}, "standard")),
       filled("sizing", choice("smallest macros that hold the image, or synapse_memory_kib always",
                               {"fit", "fixed"}, "fit")),
       // Last, where load_config adds it: its default follows from sizing.
       optional("macros", choice("a memory a region, or one for all regions of a core; default: "
                                 "separate, shared where sizing is fixed or layers take turns",
                                 {"separate", "shared"}))});
}

SchemaPtr core_schema() {
  return object(
      "one neuron core",
      {filled("neurons", integer("capacity", 1, 1 << 20, "", 1024)),
       filled("synapse_memory_kib", integer("capacity", 1, 1 << 22, "KiB", 256)),
       filled("lanes", integer("additions a cycle", 1, 1024, "", 1)),
       filled("accumulator", choice("kept in", {"registers", "sram"}, "registers")),
       filled("accumulator_bits", integer("of one accumulator", 8, 64, "bit", 32)),
       filled("update", choice("every neuron each timestep, or only those touched",
                               {"sweep", "touched"}, "sweep")),
       filled(
           "neuron",
           object(
               "arithmetic of the neuron update",
               {filled(
                    "arithmetic",
                    choice(
                        "auto: fixed where the network is integers from its source, else float; "
                        "float: double, as the source tools; fixed: integers of the widths below",
                        {"auto", "float", "fixed"}, "auto")),
                optional("state_bits", integer("fixed: membrane and current; default: as the "
                                               "network's source says, else 24",
                                               8, 48, "bit")),
                optional("fraction_bits",
                         integer("fixed, quantized networks: below one weight level; "
                                 "default 6",
                                 0, 16, "bit")),
                optional("decay_bits", integer("fixed, quantized networks: of a decay factor; "
                                               "default 12",
                                               4, 16, "bit")),
                optional("rounding", choice("fixed, quantized networks: of products with a decay; "
                                            "default toward_zero",
                                            {"toward_zero", "floor"}))})),
       filled("synapse_memory", synapse_memory_schema())});
}

SchemaPtr noc_schema() {
  const SchemaPtr router = integer("", 0, kMaxCores - 1);
  return object(
      "network on chip; routers are numbered row by row, a core each",
      {filled("topology",
              choice("how routers are linked", {"mesh", "ring", "tree", "table"}, "mesh")),
       filled("arity", integer("tree: children of a router", 1, kMaxCores, "", 2)),
       optional("channels",
                list_of("table: the links, [from, to] one way each", list_of("", router, 2, 2), 0)),
       optional("next_hops", list_of("table: a list a router, the next router on the way to each "
                                     "destination",
                                     list_of("", router))),
       filled("casting", choice("a spike to several cores: a flit each, or one that is copied "
                                "where routes part",
                                {"unicast", "multicast"}, "unicast")),
       filled("buffer_flits",
              integer("places in the input buffer of a link; fidelity cycle", 1, 1024, "flit", 2)),
       filled("watchdog_cycles",
              integer("the run fails, saying who waits for whom, when flits stood still for so "
                      "long; fidelity cycle",
                      1, 1 << 30, "cycle", 100000))});
}

SchemaPtr chip_schema() {
  return object(
      "the chip",
      {filled("clock_mhz", number("of the whole chip", 0, 1e5, true, "MHz", 100)),
       filled("mesh", with_default(list_of("cores in x and y, at most 4096 in all",
                                           integer("", 1, kMaxCores), 2, 2),
                                   json_array({json_integer(1), json_integer(1)}))),
       filled("noc", noc_schema()),
       filled("schedule",
              choice("wave: populations level by level inside a timestep; pipelined: all at once, "
                     "on timesteps apart; layer_by_layer: the chip belongs to one population after "
                     "the other, each for a whole sample, and the rest of the network lies in DRAM",
                     {"wave", "pipelined", "layer_by_layer"}, "wave")),
       optional("dram", dram_schema()),
       filled("timing", choice("next timestep when the barrier opens, or by the recording's clock",
                               {"as_fast", "real_time"}, "as_fast")),
       filled("payload", choice("a count of n is n unit events, or one read and one multiply",
                                {"unit", "multiply"}, "unit")),
       filled("clock_gating", boolean("the clock reaches a block only while it works", true)),
       filled("mapping", object("which neurons go to which core",
                                {filled("strategy", choice("packed: populations may share a core",
                                                           {"packed", "separate"}, "packed"))})),
       filled("core", core_schema())});
}

SchemaPtr workload_schema() {
  return object(
      "what runs",
      {required("network", source_schema()), required("input", input_schema()),
       filled("activity", choice("events: neurons emit what they compute; dense: every neuron, of "
                                 "inputs too, emits one event in every timestep",
                                 {"events", "dense"}, "events"))});
}

}  // namespace

SchemaPtr dram_schema() {
  return object("the port to DRAM",
                {filled("word_bits", integer("of a word", 8, 1024, "bit", 64)),
                 filled("burst_words", integer("a transfer is whole bursts", 1, 64, "", 1)),
                 filled("bits_per_cycle", integer("bandwidth", 1, 65536, "bit", 64)),
                 filled("row_bytes", integer("of the row buffer", 1, 1 << 20, "B", 2048)),
                 filled("row_miss_cycles", integer("to open a row", 0, 10000, "", 0))});
}

SchemaPtr run_schema() {
  return object(
      "a run: network, input, compression, chip, energy",
      {optional("extends", path("a config whose values hold where this one is silent")),
       filled("name", text("of the run; also its result folder", "run")),
       filled("seed", integer("of all random draws", 0, kMaxSeed, "", 1)),
       filled("fidelity", choice("detail of the simulation: fast, or cycle with every wait",
                                 {"fast", "cycle"}, "fast")),
       required("workload", workload_schema()), filled("compression", compression_schema()),
       optional("learning", learning_schema()), filled("chip", chip_schema()),
       filled("energy", object("prices: one table or several; default: ihp-sg13g2-130nm",
                               {optional("table", text("an energy table, by name or path")),
                                optional("tables", list_of("several: the first is the main one",
                                                           text(""), 1))})),
       filled("results",
              object("what is written",
                     {filled("spikes", boolean("write spikes.csv", false)),
                      filled("timestep_energy", boolean("write timestep_energy.csv: the energy of "
                                                        "every timestep, by part",
                                                        false)),
                      filled("weights", boolean("write weights.csv: what learning has made of the "
                                                "projections that learn",
                                                false))}))});
}

}  // namespace engram::sim
