#include <gtest/gtest.h>

#include "sim/config/config_fault.hpp"
#include "sim/sweep/sweep.hpp"
#include "tests/sim/sweep/sweep_folder.hpp"

/// A sweep as a file: what it says, and what is wrong with it, all at once.
namespace engram::sim {
namespace {

std::string faults(const std::string& inside) {
  const SweepFolder folder;
  try {
    load_sweep(folder.sweep(inside));
  } catch (const ConfigFault& fault) {
    std::string text = fault.what();
    const std::string own = folder.path().string() + "/";
    for (std::size_t at = text.find(own); at != std::string::npos; at = text.find(own)) {
      text.erase(at, own.size());
    }
    return text;
  }
  return "accepted";
}

std::vector<std::string> names(const std::string& values) {
  const SweepFolder folder;
  std::vector<std::string> names;
  const Sweep sweep = load_sweep(folder.sweep(R"("axes": { "/seed": )" + values + " }"));
  for (const GridAxis::Value& value : sweep.groups.at(0).at(0).values) names.push_back(value.name);
  return names;
}

TEST(SweepFile, DesignsExampleIsOne) {
  const SweepFolder folder;
  const Sweep sweep = load_sweep(folder.sweep(R"("axes": {
    "/chip/core/synapse_memory/encoding": ["crossbar", "index", "bitmap", "functional"],
    "/compression/quantize/bits": [2, 4, 8] })"));
  EXPECT_EQ(sweep_points(sweep).size(), 12U);
  EXPECT_EQ(sweep.columns.size(), 3U);
}

TEST(SweepFile, RangesAreNumbersWithBothEnds) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(names(R"({ "from": 2, "to": 9, "step": 3 })"), (Names{"2", "5", "8"}));
  EXPECT_EQ(names(R"({ "from": 0, "to": 1, "step": 0.1 })").at(3), "0.3");
  EXPECT_EQ(names(R"({ "from": 1, "to": 64, "count": 4, "scale": "log" })"),
            (Names{"1", "4", "16", "64"}));
  EXPECT_EQ(names(R"({ "from": 1, "to": 2, "count": 3 })"), (Names{"1", "1.5", "2"}));
}

TEST(SweepFile, TextsStayTexts) {
  const SweepFolder folder;
  const Sweep sweep = load_sweep(folder.sweep(R"("axes": { "/name": ["8", "a b"] })"));
  EXPECT_EQ(sweep_points(sweep).at(0).sets, std::vector<std::string>{R"(/name="8")"});
}

TEST(SweepFile, SaysWhatIsWrongAllAtOnce) {
  EXPECT_EQ(faults(R"("axes": { "/a": { "from": 2, "to": 1, "count": 3 }, "bits": [1] },
    "zip": [{ "/b": [1, 2], "/c": [1] }], "where": ["/d < 3", "/b =< 2"],
    "objectives": { "latency_us": "least", "accuracy": "most" })"),
            "sweep.json:2: /zip/0/~1c: has 1 values, '/b' has 2: axes that turn together are as "
            "long as each other\n"
            "sweep.json:1: /axes/~1a/to: found 1, expected more than `from`, 2\n"
            "sweep.json:1: /axes/bits: plain values need a pointer: give one, or {\"name\", "
            "\"sets\"}\n"
            "sweep.json:2: /where: '/d' is none of the axes; did you mean '/b'?\n"
            "sweep.json:2: /where: found '/b =< 2', expected /pointer OP value [or ...], with OP "
            "one of == != < <= > >=\n"
            "sweep.json:3: /objectives/accuracy: is none of the columns");
  EXPECT_NE(faults(R"("axes": {})").find("has no axis"), std::string::npos);
  EXPECT_NE(faults(R"("axes": { "status": [{ "name": "a", "sets": [] }] })").find("'status' is"),
            std::string::npos);
  EXPECT_NE(faults(R"("axes": { "/a": [1] }, "sample": { "method": "sobol", "points": 3 })")
                .find("/sample/method"),
            std::string::npos);
  EXPECT_NE(faults(R"("axes": { "/a": { "from": 1, "to": 9, "step": 1, "count": 2 } })")
                .find("a range has a step or a count"),
            std::string::npos);
  EXPECT_NE(faults(R"("axes": { "/a": { "from": 0, "to": 9, "count": 2, "scale": "log" } })")
                .find("log asks"),
            std::string::npos);
  EXPECT_NE(faults(R"("axes": { "/seed": [1] }, "best_by": [["/seed"], ["/seeds"]])")
                .find("/best_by: '/seeds' is none of the axes; did you mean '/seed'?"),
            std::string::npos);
}

}  // namespace
}  // namespace engram::sim
