#include "sim/config/run_schema.hpp"

namespace engram::sim {
namespace {

constexpr std::int64_t kMost = 1 << 24;  // neurons of a population

/// Keys of one choice: of all projections, with their defaults, or of one that is named. What the
/// format decides has no default here.
std::vector<SchemaField> choice_fields(bool all) {
  const auto field = [&](const char* key, const std::string& doc, std::vector<std::string> values,
                         const char* fallback) {
    if (!all) return optional(key, choice(doc, std::move(values)));
    return filled(key, choice(doc, std::move(values), fallback));
  };
  return {
      field("format", "weight format", {"uniform", "ternary", "power_of_two", "codebook"},
            "uniform"),
      optional("bits", integer("of a weight; absent: 8, ternary 2, power_of_two (at most 5) and "
                               "codebook 4",
                               2, 16, "bit")),
      optional("entry_bits", integer("codebook: of an entry; absent: 8", 2, 16, "bit")),
      field("granularity",
            "one scale (and codebook table) a tensor, an output channel, or a slice of "
            "neighbouring channels",
            {"tensor", "channel", "slice"}, "tensor"),
      optional("slice_channels", integer("slice: output channels that share a scale", 1, kMost)),
      optional("calibration",
               choice("what is clipped: nothing, what is beyond a percentile, what gives the least "
                      "squared error; ternary by the mean of |w|; absent: max, ternary mean",
                      {"max", "percentile", "mse", "mean"})),
      optional("percentile", number("calibration percentile: of |w|; absent: 99.9", 0, 100, true)),
      field("rounding", "to a level; stochastic by draws of /seed", {"nearest", "stochastic"},
            "nearest"),
      optional("scale",
               number("value of one level, in place of a calibration", 0, kInfinity, true))};
}

}  // namespace

SchemaPtr quantize_schema() {
  std::vector<SchemaField> fields = choice_fields(true);
  fields.push_back(filled("projections",
                          map_of("other choices for single projections, by name; one with another "
                                 "format takes no bits, entries, calibration or scale from above",
                                 object("one projection", choice_fields(false)))));
  return object("symmetric post-training quantization", std::move(fields));
}

}  // namespace engram::sim
