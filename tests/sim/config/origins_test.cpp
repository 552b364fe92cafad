#include <gtest/gtest.h>

#include <sstream>

#include "tests/sim/config/files.hpp"

namespace engram::sim {
namespace {

bool has_line(const std::string& text, const std::string& line) {
  return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

TEST(Origins, EveryValueSaysWhereItIsFrom) {
  const Files files;
  files.write("net.nir", "");
  files.write("base.json", good_config());
  files.write("run.json", "{ \"extends\": \"base.json\",\n \"chip\": { \"mesh\": [2,\n 2] } }");
  const LoadedConfig loaded = load_config(files.folder() / "run.json", {"/seed=9"});
  const std::string text = files.without_folder(origin_text(loaded.tree));
  for (const char* line :
       {"/seed  9  (--set)", "/chip/mesh  [2, 2]  (run.json:2)",
        "/chip/core/lanes  2  (base.json:7)", "/chip/core/neurons  1024  (default)",
        "/workload/network/nir  net.nir  (base.json:3)",
        "/compression/quantize/projections  {}  (default)", "/results/spikes  false  (default)",
        "/energy/table  ihp-28nm  (base.json:8)"}) {
    EXPECT_TRUE(has_line(text, line)) << line << "\n" << text;
  }
  std::istringstream lines(text);
  std::string line;
  while (std::getline(lines, line)) {
    EXPECT_TRUE(line.starts_with("/") && line.ends_with(")")) << line;
  }
}

TEST(Origins, ListsOfObjectsAreOpened) {
  const Files files;
  files.write("run.json",
              R"({ "workload": { "input": { "regular": { "interval": 1 }, "timesteps": 1 },
 "network": { "populations": [
   { "name": "in", "shape": [2], "neuron": { "model": "input" } },
   { "name": "out", "shape": [3], "neuron": { "model": "if" } }],
  "projections": [{ "name": "p", "source": "in", "target": "out", "type": "dense",
   "weights": { "values": [1, 2, 3, 4, 5, 6] } }] } } })");
  const LoadedConfig loaded = load_config(files.folder() / "run.json", {});
  const std::string text = files.without_folder(origin_text(loaded.tree));
  const std::string network = "/workload/network/";
  EXPECT_TRUE(has_line(text, network + "populations/1/name  out  (run.json:4)")) << text;
  EXPECT_TRUE(has_line(text, network + "populations/1/shape  [3]  (run.json:4)")) << text;
  EXPECT_TRUE(has_line(text, network + "projections/0/weights/values  a list of 6  (run.json:6)"))
      << text;
  EXPECT_TRUE(has_line(text, "/energy/table  ihp-sg13g2-130nm  (default)")) << text;
}

}  // namespace
}  // namespace engram::sim
