#include "energy/characterise/gate_netlist.hpp"

#include <gtest/gtest.h>

#include "energy/liberty/liberty_fault.hpp"
#include "tests/energy/liberty/small_library.hpp"

namespace engram::energy {
namespace {

const LibertyLibrary& library() {
  static const LibertyLibrary read = read_liberty(small_library(), "small.lib");
  return read;
}

constexpr const char* kNetlist = R"(# by yosys
.model top
.inputs clock a[1] a[0]
.outputs q z
.names $false
.names $true
1
.subckt AND2 A=a[0] B=a[1] Y=_1_
.subckt INV A=_1_ Y=_2_
.subckt DFF CK=clock D=_2_ Q=q
.names $true z
1 1
.end
)";

TEST(GateNetlist, Reads) {
  const GateNetlist netlist = read_blif(kNetlist, "n.blif", library());
  EXPECT_EQ(netlist.module, "top");
  ASSERT_EQ(netlist.ports.size(), 4U);
  EXPECT_EQ(netlist.ports[1].name, "a");
  EXPECT_EQ(netlist.ports[1].nets.size(), 2U);
  EXPECT_EQ(netlist.ports[3].nets, std::vector<std::uint32_t>{1}) << "z is the constant 1";
  ASSERT_EQ(netlist.gates.size(), 3U);
  EXPECT_EQ(netlist.gates[0].nets[0], netlist.ports[1].nets[0]);
  EXPECT_EQ(netlist.gates[0].nets[1], netlist.ports[1].nets[1]);
  EXPECT_EQ(netlist.gates[2].nets[2], netlist.ports[2].nets[0]);
  EXPECT_EQ(netlist.flip_flops(library()), 1U);
  EXPECT_DOUBLE_EQ(netlist.area_um2(library()), 14);
  EXPECT_DOUBLE_EQ(netlist.leakage_nw(library()), 0.6);
}

void expect_refused(const std::string& text, const std::string& expected) {
  try {
    read_blif(text, "n.blif", library());
    ADD_FAILURE() << "accepted: " << text;
  } catch (const LibertyFault& fault) {
    EXPECT_EQ(std::string(fault.what()), expected);
  }
}

TEST(GateNetlist, Refuses) {
  const std::string head = ".model m\n.inputs a\n.outputs y\n";
  expect_refused(head + ".subckt XOR A=a Y=y\n", "n.blif:4: the library has no cell 'XOR'");
  expect_refused(head + ".subckt INV A=a Z=y\n", "n.blif:4: the cell 'INV' has no pin 'Z'");
  expect_refused(head + ".subckt INV A=b Y=y\n", "n.blif:4: nothing drives an input 'A'");
  expect_refused(head + ".subckt INV A=a Y=y\n.subckt INV A=a Y=y\n",
                 "n.blif:5: a net has two drivers");
  expect_refused(head + ".latch a y\n",
                 "n.blif:4: found .latch, expected a netlist of library cells");
  expect_refused(head + ".names a y\n0 1\n.end\n",
                 "n.blif:6: .names that is neither a constant nor a buffer: not mapped");
}

}  // namespace
}  // namespace engram::energy
