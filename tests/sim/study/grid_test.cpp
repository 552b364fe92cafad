#include "sim/study/grid.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <fstream>

#include "sim/config/config_fault.hpp"
#include "sim/study/grid_columns.hpp"
#include "sim/study/pareto.hpp"

/// A grid as a file, its points in order, and the rows they become.
namespace engram::sim {
namespace {

namespace fs = std::filesystem;

class GridFiles : public testing::Test {
 protected:
  GridFiles() : folder_(fs::temp_directory_path() / ("grid" + std::to_string(::getpid()))) {
    fs::create_directories(folder_);
    write("run.json", R"({ "name": "grid", "workload": {
      "network": { "populations": [
          { "name": "in", "shape": [2], "neuron": { "model": "input" } },
          { "name": "out", "shape": [2], "output": true, "neuron": { "model": "if" } } ],
        "projections": [ { "name": "p", "source": "in", "target": "out", "type": "dense",
          "weights": { "values": [2, 1, 4, 3] } } ] },
      "input": { "regular": { "interval": 1 }, "timesteps": 3 } } })");
  }
  ~GridFiles() override { fs::remove_all(folder_); }
  fs::path write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
    return folder_ / name;
  }
  fs::path grid(const std::string& inside) const {
    return write("grid.json", R"({ "name": "g", "grid": { "base": "run.json",)" + inside + "} }");
  }
  std::string faults(const std::string& inside) const {
    try {
      load_grid(grid(inside));
    } catch (const ConfigFault& fault) {
      std::string text = fault.what();
      const std::string own = folder_.string() + "/";
      for (std::size_t at = text.find(own); at != std::string::npos; at = text.find(own)) {
        text.erase(at, own.size());
      }
      return text;
    }
    return "";
  }
  fs::path folder_;
};

const char* const kTwoAxes = R"(
  "sets": ["/name={bits}-{pruning}"],
  "axes": [
    { "name": "bits", "pointer": "/compression/quantize/bits",
      "values": [{ "name": "32", "sets": [] }, 4] },
    { "name": "pruning", "pointer": "/compression/prune/sparsity", "values": [0, 0.5] } ],
  "columns": ["samples", "accuracy", "synaptic_operations_per_sample", "sparsity", "stored_bits"])";

TEST_F(GridFiles, PointsAreEveryValueWithEveryOther) {
  const std::vector<GridPoint> points = grid_points(load_grid(grid(kTwoAxes)));
  ASSERT_EQ(points.size(), 4U);
  EXPECT_EQ(points[1].values, (std::vector<std::string>{"32", "0.5"}));
  EXPECT_EQ(points[1].sets,
            (std::vector<std::string>{"/name=32-0.5", "/compression/prune/sparsity=0.5"}));
  EXPECT_EQ(points[2].sets, (std::vector<std::string>{"/name=4-0", "/compression/quantize/bits=4",
                                                      "/compression/prune/sparsity=0"}));
}

TEST_F(GridFiles, AValueMayNameFilesBesideTheGrid) {
  const auto points = grid_points(load_grid(grid(R"(
    "axes": [{ "name": "way", "values": [
      { "name": "joint", "sets": ["/workload/network/nir={folder}/{way}.nir"] }] }],
    "columns": ["samples"])")));
  EXPECT_EQ(points.at(0).sets,
            std::vector<std::string>{"/workload/network/nir=" + folder_.string() + "/joint.nir"});
}

/// 4 weights, both inputs spike in each of 3 timesteps: 12 operations, half of them after pruning.
TEST_F(GridFiles, EveryPointIsARun) {
  const Grid grid_read = load_grid(grid(kTwoAxes));
  std::vector<std::size_t> seen;
  const auto points =
      run_grid(grid_read, [&](const GridPoint&, std::size_t at) { seen.push_back(at); });
  EXPECT_EQ(seen, (std::vector<std::size_t>{0, 1, 2, 3}));
  EXPECT_EQ(grid_csv(grid_read, points),
            "bits,pruning,samples,accuracy,synaptic_operations_per_sample,sparsity,stored_bits\n"
            "32,0,1,,12,0,128\n"
            "32,0.5,1,,6,0.5,128\n"
            "4,0,1,,12,0,16\n"
            "4,0.5,1,,6,0.5,16\n");
}

TEST_F(GridFiles, FaultsOfAnyPointAreFoundBeforeTheFirstRuns) {
  const Grid bad = load_grid(grid(R"(
    "axes": [{ "name": "b", "pointer": "/compression/quantize/bits", "values": [8, 40, "x"] },
             { "name": "seed", "pointer": "/seed", "values": [1, 2] }],
    "columns": ["samples"])"));
  std::size_t ran = 0;
  try {
    run_grid(bad, [&](const GridPoint&, std::size_t) { ++ran; });
    ADD_FAILURE() << "accepted";
  } catch (const ConfigFault& fault) {
    EXPECT_EQ(fault.faults().size(), 2U) << fault.what();
  }
  EXPECT_EQ(ran, 0U);
}

/// Two neurons do not fit a core of one: mapping refuses it when the others have run.
TEST_F(GridFiles, APointThatIsRefusedLateLosesNoOther) {
  const Grid read = load_grid(grid(R"("sets": ["/chip/mesh=[1,1]"],
    "axes": [{ "name": "n", "pointer": "/chip/core/neurons", "values": [1024, 1, 512] }],
    "columns": ["samples", "area_um2"], "front": { "most": "samples", "least": "area_um2" })"));
  const auto points = run_grid(read, [](const GridPoint&, std::size_t) {});
  EXPECT_EQ(points[0].error, "");
  EXPECT_NE(points[1].error, "");
  EXPECT_EQ(points[2].error, "");
  const std::string csv = grid_csv(read, points);
  EXPECT_NE(csv.find("\n1,,,0\n"), std::string::npos) << csv;
  EXPECT_NE(csv.find("\n1024,1,"), std::string::npos) << csv;
  EXPECT_NE(csv.find("\n512,1,"), std::string::npos) << csv;
}

TEST_F(GridFiles, SaysWhatIsWrongAllAtOnce) {
  EXPECT_EQ(faults(R"("axes": [{ "name": "a", "values": [1] }, { "name": "a", "pointer": "/seed",
    "values": [1] }, { "name": "front", "pointer": "/seed", "values": [2] }],
    "columns": ["samples", "samples"], "front": { "most": "accuracy", "least": "samples" })"),
            "grid.json:1: /grid/axes/0/values: plain values need a pointer: give one, or "
            "{\"name\", \"sets\"}\n"
            "grid.json:1: /grid/axes: the axis 'a' needs a name of its own\n"
            "grid.json:1: /grid/axes: the axis 'front' needs a name of its own\n"
            "grid.json:3: /grid/columns: the column 'samples' is given twice\n"
            "grid.json:3: /grid/front: 'accuracy' is none of the columns");
  EXPECT_NE(faults(R"("axes": [], "columns": ["energy"])").find("found the text \"energy\""),
            std::string::npos);
  EXPECT_TRUE(is_grid(grid(R"("axes": [])")));
}

TEST(GridFront, MarksWhatNoOtherPointBeats) {
  const std::vector<std::vector<double>> points{{0.9, 10}, {0.9, 12},         {0.95, 12}, {0.8, 10},
                                                {0.9, 10}, {std::nan(""), 1}, {}};
  EXPECT_EQ(on_front(points, {{0, false}, {1, true}}),
            (std::vector<bool>{true, false, true, false, true, false, false}));
}

TEST(GridColumns, AllAreInTheReadme) {
  std::ifstream file(ENGRAM_SOURCE_DIR "/sim/study/README.md");
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  for (const std::string& name : grid_column_names()) {
    EXPECT_NE(page.find("| `" + name + "` |"), std::string::npos) << name;
  }
}

}  // namespace
}  // namespace engram::sim
