#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>

#include "energy/characterise/energy_fit.hpp"
#include "energy/characterise/equivalence.hpp"
#include "energy/characterise/simulation.hpp"
#include "energy/characterise/tool.hpp"

/// The flow on a small accumulator, with two libraries of cells.
namespace engram::energy {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDesign = R"(
module accumulator(input logic clock, input logic reset, input logic valid,
                   input logic [7:0] d, output logic [11:0] sum, output logic above);
  always_ff @(posedge clock) begin
    if (reset) sum <= '0;
    else if (valid) sum <= sum + {4'd0, d};
  end
  assign above = sum > 12'd1000;
endmodule
)";

/// Adds +adds=N numbers in 100 cycles; compares the netlist with the design in every cycle.
constexpr const char* kBench = R"(`timescale 1ps/1ps
module bench;
  reg clock = 0, reset = 1, valid = 0;
  reg [7:0] d = 0;
  reg [31:0] noise = 1;
  wire [11:0] sum, expected;
  wire above, expected_above;
  integer adds, done = 0, cycle;
  reg [1023:0] dump;
  gates gates(.clock(clock), .reset(reset), .valid(valid), .d(d), .sum(sum), .above(above));
  accumulator rtl(.clock(clock), .reset(reset), .valid(valid), .d(d), .sum(expected),
                  .above(expected_above));
  initial begin
    if (!$value$plusargs("adds=%d", adds)) adds = 0;
    if ($value$plusargs("dump=%s", dump)) $dumpfile(dump);
    repeat (3) begin #10000 clock = 1; #10000 clock = 0; end
    reset = 0;
    #5000 $dumpvars(1, gates);
    for (cycle = 0; cycle < 100; cycle = cycle + 1) begin
      valid = cycle < adds;
      d = noise[7:0];
      noise = noise * 1664525 + 1013904223;
      d = noise[31:24];
      #10000 clock = 1;
      if (valid) done = done + 1;
      #10000 clock = 0;
      if (sum !== expected || above !== expected_above) $display("mismatch in cycle %0d", cycle);
    end
    $display("count adds %0d", done);
    $display("count cycles %0d", cycle);
    $finish;
  end
endmodule
)";

class Flow : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    liberty_ = GetParam();
    if (!fs::exists(liberty_)) GTEST_SKIP() << "no cell library at " << liberty_;
    fs::create_directories(work_);
    write_file(work_ / "accumulator.sv", kDesign);
    write_file(work_ / "bench.v", kBench);
    design_.top = "accumulator";
    design_.sources = {(work_ / "accumulator.sv").string()};
    library_ = read_liberty_file(liberty_);
    mapped_ = synthesise(design_, library_, liberty_, {}, work_);
  }
  void TearDown() override { fs::remove_all(work_); }

  std::string liberty_;
  fs::path work_ = fs::temp_directory_path() / ("engram-flow-" + std::to_string(getpid()));
  RtlDesign design_;
  LibertyLibrary library_;
  MappedDesign mapped_;
};

TEST_P(Flow, FromRtlToEnergyAnAddition) {
  EXPECT_EQ(mapped_.netlist.flip_flops(library_), 12U);
  prove_equivalence(design_, mapped_, library_, work_);
  compile_bench(design_, work_);
  std::vector<Observation> observations;
  double clock = 0;
  for (const int adds : {10, 40, 100}) {
    const GateRun run = run_bench(mapped_, library_, {"+adds=" + std::to_string(adds)}, work_);
    EXPECT_EQ(run.counts.at("adds"), static_cast<std::uint64_t>(adds));
    EXPECT_EQ(run.counts.at("cycles"), 100U);
    EXPECT_GT(run.energy.internal_pj, 0);
    EXPECT_GT(run.energy.load_pj, 0);
    observations.push_back({"", {static_cast<double>(adds), 100}, run.energy.dynamic_pj()});
    clock = run.energy.clock_pj;
  }
  EXPECT_GT(clock, 0);
  const EnergyFit fit = fit_energy(observations);
  EXPECT_GT(fit.coefficients[0], 0);
  for (std::size_t index = 0; index < fit.residuals.size(); ++index) {
    EXPECT_LT(std::abs(fit.residuals[index]), 0.15 * observations[index].energy_pj);
  }
}

TEST_P(Flow, TheSameRunGivesTheSameEnergy) {
  compile_bench(design_, work_);
  const GateRun first = run_bench(mapped_, library_, {"+adds=50"}, work_);
  const MappedDesign again = synthesise(design_, library_, liberty_, {}, work_);
  compile_bench(design_, work_);
  const GateRun second = run_bench(again, library_, {"+adds=50"}, work_);
  EXPECT_EQ(first.energy.internal_pj, second.energy.internal_pj);
  EXPECT_EQ(first.energy.load_pj, second.energy.load_pj);
  EXPECT_EQ(first.energy.clock_pj, second.energy.clock_pj);
  EXPECT_EQ(first.transitions, second.transitions);
}

TEST_P(Flow, AWrongNetlistIsFound) {
  std::string wrong = kDesign;
  wrong.replace(wrong.find("1000"), 4, "1001");
  write_file(work_ / "accumulator.sv", wrong);
  EXPECT_THROW(prove_equivalence(design_, mapped_, library_, work_), ToolFault);
  compile_bench(design_, work_);
  wrong = kDesign;
  wrong.replace(wrong.find("sum + "), 6, "sum - ");
  write_file(work_ / "accumulator.sv", wrong);
  compile_bench(design_, work_);
  EXPECT_THROW(run_bench(mapped_, library_, {"+adds=50"}, work_), ToolFault);
}

INSTANTIATE_TEST_SUITE_P(Libraries, Flow,
                         testing::Values(ENGRAM_REFERENCE_DIR
                                         "/liberty/sg13g2_stdcell_typ_1p20V_25C.lib",
                                         "/usr/share/qflow/tech/osu018/osu018_stdcells.lib"),
                         [](const auto& test) { return test.index == 0 ? "ihp" : "osu018"; });

}  // namespace
}  // namespace engram::energy
