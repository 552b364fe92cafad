#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "tests/sim/command/program.hpp"

/// Every definition of DESIGN section 3 that offers a choice has a config key: each is turned, and
/// the test says what the choice changes. Spikes never move (except where the arithmetic itself is
/// the choice).
namespace engram::sim {
namespace {

/// Figures of one run: "core0 state read" -> count, plus cycles, area and the spikes.
struct Figures {
  std::map<std::string, std::string> counts, energies;
  std::string spikes, cycles, area;
};

Figures run(const std::string& sets, const std::string& config = small_config()) {
  const Scratch scratch;
  scratch.write("run.json", config);
  const ProgramResult result = engram("run run.json --out r " + sets, scratch.path());
  EXPECT_EQ(result.exit_code, 0) << sets << "\n" << result.errors;
  Figures figures;
  std::istringstream lines(read_file(scratch.path() / "r/accesses.csv"));
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    std::istringstream cells(line);
    std::string block, region, kind, count, energy;
    std::getline(cells, block, ',');
    std::getline(cells, region, ',');
    std::getline(cells, kind, ',');
    std::getline(cells, count, ',');
    std::getline(cells, energy, ',');
    const std::string name = block + " " + region + " " + kind;
    figures.counts[name] = count;
    figures.energies[name] = energy;
  }
  const std::string stats = read_file(scratch.path() / "r/stats.json");
  figures.cycles = value_of(stats, "cycles");
  figures.area = value_of(stats, "area_um2");
  figures.spikes = read_file(scratch.path() / "r/spikes.csv");
  return figures;
}

struct Choice {
  const char* name;
  const char* sets;
  const char* changes;  ///< "cycles", "area", or a line of accesses.csv (count or energy)
  bool same_spikes = true;
};

class Choices : public testing::TestWithParam<Choice> {};

TEST_P(Choices, ChangeWhatTheySayAndNoSpike) {
  static const Figures base = run("");
  const Figures turned = run(GetParam().sets);
  if (GetParam().same_spikes) {
    EXPECT_EQ(turned.spikes, base.spikes);
  }
  EXPECT_NE(base.spikes, "population,neuron,timestep,count\n");
  const std::string what = GetParam().changes;
  if (what == "cycles") {
    EXPECT_NE(turned.cycles, base.cycles);
  } else if (what == "area") {
    EXPECT_NE(turned.area, base.area);
  } else if (what == "spikes") {
    EXPECT_NE(turned.spikes, base.spikes);
  } else {
    const auto find = [&](const Figures& figures) {
      const auto count = figures.counts.find(what);
      return count == figures.counts.end() ? std::string("absent")
                                           : count->second + " x " + figures.energies.at(what);
    };
    EXPECT_NE(find(turned), find(base)) << what;
  }
}

const Choice kChoices[] = {
    {"fixed_point", "--set /chip/core/neuron/arithmetic=fixed",
     "core0 mid.neuron_update neuron_update", false},
    {"lanes", "--set /chip/core/lanes=1", "cycles"},
    {"accumulator", "--set /chip/core/accumulator=sram", "core0 accumulator read"},
    {"accumulator_bits", "--set /chip/core/accumulator_bits=24", "core0 a.accumulate accumulate"},
    {"touched", "--set /chip/core/update=touched", "core0 state read"},
    {"gating", "--set /chip/clock_gating=false", "core0 pipeline clock"},
    {"layer_by_layer", "--set /chip/schedule=layer_by_layer --set /chip/dram={}",
     "dram a.list dram_bit"},
    {"real_time", "--set /chip/timing=real_time", "cycles"},
    {"clock", "--set /chip/clock_mhz=50", "core0 memories leakage"},
    {"mapping", "--set /chip/mapping/strategy=separate", "area"},
    {"mesh", "--set /chip/mesh=[8,2]", "cycles"},
    {"neurons", "--set /chip/core/neurons=13", "area"},
    {"rows", "--set /chip/core/synapse_memory/rows=aligned", "core0 a.list read"},
    {"word_bits", "--set /chip/core/synapse_memory/word_bits=64", "core0 a.list read"},
    {"per_weight", "--set /chip/core/synapse_memory/access=per_weight", "core0 a.list read"},
    {"macros", "--set /chip/core/synapse_memory/macros=shared", "area"},
    {"index_list", "--set /chip/core/synapse_memory/index_list=split", "core0 a.targets read"},
    {"fixed_size", "--set /chip/core/synapse_memory/sizing=fixed", "area"},
    {"banks", "--set /chip/core/synapse_memory/banks=4", "area"},
    {"ports", "--set /chip/core/synapse_memory/ports=2", "area"},
    {"crossbar", "--set /chip/core/synapse_memory/encoding=crossbar", "core0 a.weights read"},
    {"bitmap", "--set /chip/core/synapse_memory/encoding=bitmap", "core0 a.bitmap read"},
    {"run_length", "--set /chip/core/synapse_memory/encoding=run_length", "core0 a.list read"},
    {"bits", "--set /compression/quantize/bits=3", "core0 a.list read", false},
    {"ternary", "--set /compression/quantize/format=ternary --set /compression/quantize/bits=2",
     "core0 a.list read", false},
    {"power_of_two",
     "--set /compression/quantize/format=power_of_two --set /compression/quantize/bits=4",
     "core0 a.accumulate accumulate", false},
    {"codebook", "--set /compression/quantize/format=codebook --set /compression/quantize/bits=3",
     "core0 a.codebook read", false},
    {"entry_bits",
     "--set /compression/quantize/format=codebook --set /compression/quantize/entry_bits=16",
     "core0 a.codebook read", false},
    {"percentile",
     "--set /compression/quantize/calibration=percentile --set /compression/quantize/percentile=50",
     "spikes", false},
    {"slice",
     "--set /compression/quantize/granularity=slice --set /compression/quantize/slice_channels=2",
     "core0 state read", false},
    {"channel", "--set /compression/quantize/granularity=channel", "core0 state read", false},
    {"seed", "--set /seed=2", "spikes", false},
    {"table", "--set /energy/table=ihp-28nm", "core0 a.list read"},
};

INSTANTIATE_TEST_SUITE_P(Design, Choices, testing::ValuesIn(kChoices),
                         [](const auto& instance) { return std::string(instance.param.name); });

std::string convolution_config() {
  return R"({
  "workload": {
    "network": {
      "populations": [
        { "name": "in", "shape": [2, 5, 5], "neuron": { "model": "input" } },
        { "name": "maps", "shape": [3, 5, 5], "output": true,
          "neuron": { "model": "if", "threshold": 0.7, "reset": "subtract" } }
      ],
      "projections": [
        { "name": "a", "source": "in", "target": "maps", "type": "conv2d", "kernel": 3, "padding": 1,
          "weights": { "distribution": "uniform", "low": -0.4, "high": 0.9, "density": 0.5 } }
      ]
    },
    "input": { "poisson": { "rate_hz": 200 }, "timesteps": 20 }
  },
  "compression": { "quantize": { "bits": 6 } },
  "chip": { "core": { "synapse_memory": { "encoding": "functional", "word_bits": 16 } } },
  "results": { "spikes": true }
})";
}

TEST(Runs, ShortRunsNeedMoreEntries) {
  const std::string runs = "--set /chip/core/synapse_memory/encoding=run_length ";
  const Figures base = run(runs, convolution_config());
  const Figures turned =
      run(runs + "--set /chip/core/synapse_memory/run_bits=1", convolution_config());
  EXPECT_EQ(turned.spikes, base.spikes);
  EXPECT_GT(std::stoi(turned.counts.at("core0 a.controller controller_weight")),
            std::stoi(base.counts.at("core0 a.controller controller_weight")));
}

TEST(Modes, OfFunctionalReadOrPriceOtherwise) {
  const std::string mode = "--set /chip/core/synapse_memory/functional_mode=";
  const Figures rowcol = run(mode + "rowcol", convolution_config());
  const Figures bitmap = run(mode + "bitmap", convolution_config());
  const Figures pure = run(mode + "pure", convolution_config());
  EXPECT_NE(rowcol.spikes, "population,neuron,timestep,count\n");
  EXPECT_EQ(bitmap.spikes, rowcol.spikes);
  EXPECT_EQ(pure.spikes, rowcol.spikes);
  const std::string kernel = "core0 a.kernel read";
  EXPECT_LT(std::stoi(bitmap.counts.at(kernel)), std::stoi(rowcol.counts.at(kernel)));
  EXPECT_GT(std::stoi(bitmap.counts.at("core0 a.bitmap read")), 0);
  EXPECT_EQ(rowcol.counts.count("core0 a.bitmap read"), 0u);
  const std::string address = "core0 a.controller controller_address";
  EXPECT_EQ(pure.counts.at(kernel), rowcol.counts.at(kernel));
  EXPECT_EQ(pure.counts.at(address), rowcol.counts.at(address));
  const std::string weight = "core0 a.controller controller_weight";
  EXPECT_EQ(pure.counts.at(weight), rowcol.counts.at(weight));
  EXPECT_NE(pure.energies.at(weight), rowcol.energies.at(weight));
}

/// A count above 1: with payload multiply it is one row read and one multiplication a weight.
TEST(Payload, MultiplyReadsOnceForACount) {
  const Scratch scratch;
  std::string config = small_config();
  const std::string poisson = R"("poisson": { "rate_hz": 400 })";
  config.replace(config.find(poisson), poisson.size(), R"("events": "events.csv")");
  scratch.write("run.json", config);
  scratch.write("events.csv", "neuron,timestep,count\n0,0,3\n1,2,2\n");
  std::map<std::string, std::string> accesses, spikes;
  for (const char* payload : {"unit", "multiply"}) {
    const ProgramResult result =
        engram(std::string("run run.json --out ") + payload + " --set /chip/payload=" + payload,
               scratch.path());
    ASSERT_EQ(result.exit_code, 0) << result.errors;
    accesses[payload] = read_file(scratch.path() / payload / "accesses.csv");
    spikes[payload] = read_file(scratch.path() / payload / "spikes.csv");
  }
  EXPECT_EQ(spikes["unit"], spikes["multiply"]);
  EXPECT_EQ(accesses["unit"].find(",multiply,"), std::string::npos);
  EXPECT_NE(accesses["multiply"].find(",multiply,"), std::string::npos);
  EXPECT_NE(accesses["unit"].find("a.controller,controller_row,5,"), std::string::npos);
  EXPECT_NE(accesses["multiply"].find("a.controller,controller_row,2,"), std::string::npos);
}

}  // namespace
}  // namespace engram::sim
