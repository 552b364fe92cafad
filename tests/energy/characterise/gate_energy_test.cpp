#include "energy/characterise/gate_energy.hpp"

#include <gtest/gtest.h>

#include "tests/energy/liberty/small_library.hpp"

/// Every figure worked out by hand from small_library(): 2 V, so a load of C fF costs 2 C fJ.
namespace engram::energy {
namespace {

struct Bench {
  LibertyLibrary library = read_liberty(small_library(), "small.lib");
  GateNetlist netlist;
  GateTiming timing;

  explicit Bench(const std::string& gates, double wire_pf = 0) {
    netlist = read_blif(".model m\n.inputs a b\n.outputs y\n" + gates, "n.blif", library);
    timing = time_gates(netlist, library, {wire_pf, 0});
  }
  std::uint32_t net(std::size_t port) const { return netlist.ports[port].nets[0]; }
};

constexpr double kFj = 1e-3;

TEST(GateTiming, LoadsAreSinksAndWires) {
  const Bench bench(".subckt INV A=a Y=n\n.subckt AND2 A=n B=b Y=y\n", 0.004);
  EXPECT_DOUBLE_EQ(bench.timing.load_pf[bench.net(0)], 0.003 + 0.004);
  EXPECT_DOUBLE_EQ(bench.timing.load_pf[bench.net(1)], 0.001 + 0.004);
  EXPECT_DOUBLE_EQ(bench.timing.load_pf[bench.net(2)], 0.004) << "a port is reached by a wire";
  EXPECT_DOUBLE_EQ(bench.timing.delay_ns[0][1][0], 0.02) << "rise at an input slew of 0";
  EXPECT_DOUBLE_EQ(bench.timing.slew_ns[bench.netlist.gates[0].nets[1]], 0.05);
}

TEST(GateEnergy, InverterByEdgeAndLoad) {
  const Bench bench(".subckt INV A=a Y=n\n.subckt AND2 A=n B=b Y=y\n");
  GateEnergyMeter meter(bench.netlist, bench.library, bench.timing);
  const std::uint32_t a = bench.net(0), n = bench.netlist.gates[0].nets[1];
  meter.change(a, '0');
  meter.change(n, '1');
  EXPECT_EQ(meter.energy().transitions, 0U) << "the first values cost nothing";
  meter.change(a, '1');  // a drives 3 fF
  EXPECT_DOUBLE_EQ(meter.energy().load_pj, 6 * kFj);
  meter.change(n, '0');  // fall 7 fJ inside; n drives 1 fF
  EXPECT_DOUBLE_EQ(meter.energy().internal_pj, 7 * kFj);
  EXPECT_DOUBLE_EQ(meter.energy().load_pj, 8 * kFj);
  meter.reset();
  meter.change(n, '1');  // rise: 1 fJ, and 0.1 fJ a fF of load; gates keep the load out of tables
  EXPECT_DOUBLE_EQ(meter.energy().internal_pj, 1.1 * kFj);
  meter.reset();
  meter.change(n, 'x');
  meter.change(n, '1');
  EXPECT_EQ(meter.energy().transitions, 0U);
}

TEST(GateEnergy, TheInputThatChangedLastAndTheState) {
  const Bench bench(".subckt AND2 A=a B=b Y=y\n");
  GateEnergyMeter meter(bench.netlist, bench.library, bench.timing);
  const std::uint32_t a = bench.net(0), b = bench.net(1), y = bench.net(2);
  for (const std::uint32_t net : {a, b, y}) meter.change(net, '0');
  meter.reset();
  meter.change(b, '1');  // A is 0: an input's rise costs 5 fJ
  EXPECT_DOUBLE_EQ(meter.energy().internal_pj, 5 * kFj);
  meter.change(a, '1');
  meter.change(y, '1');  // by A: 11
  EXPECT_DOUBLE_EQ(meter.energy().internal_pj, 16 * kFj);
  meter.change(b, '0');  // A is 1: no group holds
  meter.change(y, '0');  // by B: 13
  EXPECT_DOUBLE_EQ(meter.energy().internal_pj, 29 * kFj);
}

TEST(GateEnergy, FlipFlopsClockApartAndLoadOnce) {
  const Bench bench(".subckt DFF CK=a D=b Q=y\n", 0.005);
  GateEnergyMeter meter(bench.netlist, bench.library, bench.timing);
  const std::uint32_t clock = bench.net(0), d = bench.net(1), q = bench.net(2);
  meter.change(clock, '0');
  meter.change(d, '1');
  meter.change(q, '0');
  meter.reset();
  meter.change(clock, '1');  // D & !Q: 19 fJ; 2 fF and 5 fF of wire
  EXPECT_DOUBLE_EQ(meter.energy().clock_pj, (19 + 14) * kFj);
  meter.change(q, '1');  // 4 fJ + 2 fJ a fF: the load is in the table, and is taken off
  EXPECT_NEAR(meter.energy().internal_pj, 4 * kFj, 1e-12);
  EXPECT_DOUBLE_EQ(meter.energy().load_pj, 10 * kFj);
  meter.change(clock, '0');  // D & Q: 17
  EXPECT_DOUBLE_EQ(meter.energy().clock_pj, (19 + 14 + 17 + 14) * kFj);
}

}  // namespace
}  // namespace engram::energy
