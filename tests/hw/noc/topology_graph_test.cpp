#include "hw/noc/topology_graph.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "hw/noc/ring.hpp"
#include "hw/noc/table_routed.hpp"

namespace engram::hw {
namespace {

TEST(TopologyGraph, StringsAreQuoted) {
  EXPECT_EQ(dot_string("a \"b\"\nc\\d"), R"("a \"b\"\nc\\d")");
}

TEST(TopologyGraph, LinksThereAndBackAreOneArrow) {
  std::ostringstream out;
  write_topology(out, Ring(3), {"a", "b", "c"});
  EXPECT_EQ(out.str(),
            "r0 [shape=box, label=\"a\"];\n"
            "r1 [shape=box, label=\"b\"];\n"
            "r2 [shape=box, label=\"c\"];\n"
            "r0 -> r1 [dir=both];\n"
            "r0 -> r2 [dir=both];\n"
            "r1 -> r2 [dir=both];\n");
}

TEST(TopologyGraph, OneWayLinksAreArrowsOfOneWay) {
  std::ostringstream out;
  write_topology(out, TableRouted({{0, 1}, {1, 2}, {2, 0}}, {{0, 1, 1}, {2, 0, 2}, {0, 0, 0}}),
                 {"", "", ""});
  EXPECT_NE(out.str().find("r0 -> r1;\nr1 -> r2;\nr2 -> r0;\n"), std::string::npos) << out.str();
}

TEST(TopologyGraph, AChipShowsWhatItsCoresHold) {
  ChipSpec chip;
  chip.mesh_width = chip.mesh_height = 2;
  chip.populations.resize(2);
  chip.populations[1].name = "out";
  CoreSpec core;
  core.x = 1;
  SliceSpec& slice = core.slices.emplace_back();
  slice.population = 1;
  slice.first = 4;
  slice.count = 3;
  auto image = std::make_shared<MemoryImage>();
  image->rows = 6;
  image->targets = 3;
  core.images.emplace_back().projection = "in_out";
  core.images.back().image = image;
  chip.cores.push_back(core);
  std::ostringstream out;
  write_chip(out, chip);
  EXPECT_EQ(
      out.str(),
      "r0 [shape=box, label=\"r0 (0, 0)\"];\n"
      "r1 [shape=box, label=\"r1 (1, 0)\\ncore0\\nout[4..6]\\nin_out: 6 rows x 3 targets\"];\n"
      "r2 [shape=box, label=\"r2 (0, 1)\"];\n"
      "r3 [shape=box, label=\"r3 (1, 1)\"];\n"
      "r0 -> r1 [dir=both];\n"
      "r0 -> r2 [dir=both];\n"
      "r1 -> r3 [dir=both];\n"
      "r2 -> r3 [dir=both];\n"
      "{ rank=same; r0; r1; }\n"
      "{ rank=same; r2; r3; }\n");
}

}  // namespace
}  // namespace engram::hw
