#include "hw/spatial_array/dataflow.hpp"
#include "sim/config/input_schema.hpp"
#include "sim/config/run_schema.hpp"

namespace engram::sim {
namespace {

SchemaPtr count(const std::string& doc, double low, double high, const std::string& unit = "",
                std::optional<std::int64_t> fallback = std::nullopt) {
  return integer(doc, low, high, unit, fallback);
}

SchemaPtr pair_of(const std::string& doc, std::int64_t first, std::int64_t second) {
  return with_default(list_of(doc, count("", 1, 1 << 20), 2, 2),
                      json_array({json_integer(first), json_integer(second)}));
}

SchemaPtr tensor_format_schema() {
  return object(
      "how the elements of a tile are kept",
      {filled("format", choice("which are stored, and what says where they belong",
                               hw::compression_names(), "dense")),
       filled("index_bits", count("of a run or a coordinate; 0: run 5, coordinate as "
                                  "the tile needs; others ignore it",
                                  0, 32, "bit", 0)),
       filled("keeps_zeros",
              boolean("bitmask: zeros are stored all the same; others ignore it", false))});
}

SchemaPtr formats_schema(const std::string& level) {
  return object("formats of the tensors in " + level, {filled("weights", tensor_format_schema()),
                                                       filled("inputs", tensor_format_schema()),
                                                       filled("outputs", tensor_format_schema())});
}

SchemaPtr array_schema() {
  const SchemaPtr zeros = choice(
      "an operand that is 0: as any other, slot spent and energy saved, "
      "neither",
      {"compute", "gate", "skip"}, "skip");
  return object(
      "a spatial array behind a buffer and DRAM",
      {required("template", choice("which chip", {"spatial_array"})),
       filled("clock_mhz", number("", 0, 10000, true, "MHz", 200)), filled("dram", dram_schema()),
       filled("buffer",
              object("shared by all columns",
                     {filled("words", count("", 1, 1 << 24, "", 12800)),
                      filled("word_bits", count("of an access", 8, 1024, "bit", 64)),
                      filled("banks", count("words are interleaved over banks", 1, 1024, "", 32)),
                      filled("words_per_cycle", count("all banks together", 1, 1024, "", 16)),
                      filled("weights", boolean("weights pass through it too", false))})),
       filled("noc",
              object("between buffer, DRAM port and PEs",
                     {filled("hops", count("routers and links that a word crosses, also one that "
                                           "many get",
                                           0, 10000, "", 28)),
                      filled("hop_um", count("wire of a link", 0, 100000, "um", 150)),
                      filled("words_per_cycle", count("", 1, 4096, "", 16))})),
       filled("array", pair_of("columns and rows of PEs", 32, 24)),
       filled("scratchpads",
              object("of a PE: words and bits",
                     {filled("input", pair_of("", 32, 8)), filled("weight", pair_of("", 224, 8)),
                      filled("sum", pair_of("", 24, 8))})),
       filled("widths", object("bits of an element in DRAM and buffer",
                               {filled("weights", count("", 1, 64, "bit", 8)),
                                filled("inputs", count("", 1, 64, "bit", 8)),
                                filled("outputs", count("", 1, 64, "bit", 8)),
                                filled("sums", count("partial sums", 1, 64, "bit", 8))})),
       filled("formats", object("", {filled("dram", formats_schema("DRAM")),
                                     filled("buffer", formats_schema("the buffer")),
                                     filled("scratchpad", formats_schema("the scratchpads"))})),
       filled("zeros", object("", {filled("inputs", zeros), filled("weights", zeros)})),
       filled("operation_bits", count("width of adders and multipliers", 1, 64, "bit", 8)),
       filled("dataflow", choice("who stays in the PEs", hw::dataflow_names(), "row_stationary")),
       filled("search_bound",
              count("tilings tried for a layer that gives none", 1, 1000000, "", 200))});
}

SchemaPtr tiling_schema() {
  const auto loops = [](const std::string& doc) {
    const SchemaPtr size = count("", 1, 1 << 24);
    return object(doc,
                  {optional("timesteps", size), optional("outputs", size), optional("inputs", size),
                   optional("rows", size), optional("columns", size)});
  };
  return object(
      "how the loops are cut",
      {filled("tile", loops("of a pass of the array; a loop that is absent is whole, "
                            "timesteps 1")),
       filled("block", loops("held by the buffer; a loop that is absent is as in tile, "
                             "inputs whole")),
       filled("output_sets", count("groups of output channels on PE rows", 1, 4096, "", 1)),
       filled("input_sets", count("of input channels", 1, 4096, "", 1))});
}

/// As in a run's input. Timesteps are the layer's, and an input is there or not, however often.
SchemaPtr input_events_schema() {
  std::vector<SchemaField> fields = {required("events", path("a recording")),
                                     filled("format", format_schema())};
  for (SchemaField& field : event_steps()) {
    if (field.name != "timesteps" && field.name != "merge") fields.push_back(std::move(field));
  }
  return object("a recording as the inputs, counted one by one, in place of input_density",
                std::move(fields));
}

SchemaPtr layer_schema() {
  const auto density = [](const std::string& doc) { return number(doc, 0, 1, false, "", 1.0); };
  const SchemaPtr share = number("", 0, 1, false);
  return object(
      "one layer",
      {required("name", text("")), required("timesteps", count("", 1, 1 << 20)),
       required("inputs", list_of("channels, height, width", count("", 1, 1 << 20), 3, 3)),
       required("outputs", count("channels", 1, 1 << 20)),
       filled("kernel", pair_of("height, width", 1, 1)), filled("stride", count("", 1, 64, "", 1)),
       filled("padding", choice("output as large as the input over the stride, or none",
                                {"same", "valid"}, "same")),
       filled("operation", choice("on an input: spikes are added, graded ones multiplied",
                                  {"add_compare", "multiply_accumulate"}, "add_compare")),
       filled("input_density", density("share of inputs that are not 0")),
       filled("input_factor", boolean("/workload/activity_factor counts for it", true)),
       filled("weight_density", density("share of weights that are not 0, before pruning")),
       filled("output_density", density("share of outputs that are not 0")),
       filled("zero_profiles", map_of("shares of zeros under a threshold, by name", share)),
       optional("input_bits", count("of an input, instead of /chip/widths/inputs", 1, 64, "bit")),
       optional(
           "input_spikes",
           object("recorded inputs, counted one by one, in place of input_density",
                  {required("file", path("spikes.csv of a run")),
                   required("population", text("in it, with the layer's inputs as neurons"))})),
       optional("input_events", input_events_schema()), optional("tiling", tiling_schema())});
}

SchemaPtr threshold_schema(const std::string& doc) {
  return object(doc, {required("profile", text("name in /workload/layers/*/zero_profiles")),
                      required("zeros", number("share of all weights", 0, 1, false))});
}

}  // namespace

SchemaPtr spatial_schema() {
  return object(
      "a run on a spatial array",
      {required("name", text("of the run and its result folder")),
       required("workload",
                object("layers, one after the other",
                       {required("layers", list_of("", layer_schema(), 1)),
                        filled("activity_factor", number("input densities are multiplied by it", 0,
                                                         1000, false, "", 1.0)),
                        filled("zeros", choice("at their expectation, or drawn and counted",
                                               {"expected", "drawn"}, "expected")),
                        optional("quantized", threshold_schema("zeros that come of quantization")),
                        optional("pruned", threshold_schema("zeros that come of pruning"))})),
       required("chip", array_schema()),
       filled("energy", object("", {optional("table", text("a shipped name or a path"))})),
       filled("seed", integer("of drawn zeros", 0, kMaxSeed, "", 1))});
}

}  // namespace engram::sim
