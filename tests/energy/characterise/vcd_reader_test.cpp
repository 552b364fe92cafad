#include "energy/characterise/vcd_reader.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "energy/liberty/liberty_fault.hpp"

namespace engram::energy {
namespace {

std::string log_of(const std::string& text) {
  std::string log;
  VcdHandler handler;
  handler.declared = [&](const std::string& scope, const std::string& name) -> std::int64_t {
    log += scope + "/" + name + " ";
    return name == "skipped" ? -1 : static_cast<std::int64_t>(name.size());
  };
  handler.time = [&](std::uint64_t time) { log += "#" + std::to_string(time) + " "; };
  handler.change = [&](std::int64_t wire, char value) {
    log += std::to_string(wire) + "=" + value + " ";
  };
  std::istringstream stream(text);
  try {
    read_vcd(stream, "f.vcd", handler);
  } catch (const LibertyFault& fault) {
    return fault.what();
  }
  return log;
}

constexpr const char* kHead =
    "$date today $end $timescale 1ps $end $scope module bench $end $scope module gates $end "
    "$var wire 1 ! a $end $var wire 1 \" bb $end $var wire 8 # bus [7:0] $end "
    "$var wire 1 $ skipped $end $upscope $end $upscope $end $enddefinitions $end\n";

TEST(VcdReader, TellsChangesInOrder) {
  EXPECT_EQ(
      log_of(std::string(kHead) + "#0\n$dumpvars\n0!\nx\"\nb0101 #\n1$\n$end\n#25\n1!\n1\"\n"),
      "bench.gates/a bench.gates/bb bench.gates/skipped #0 1=0 2=x #25 1=1 2=1 ");
}

TEST(VcdReader, Refuses) {
  EXPECT_EQ(log_of("hello"), "f.vcd: found 'hello' among the declarations");
  EXPECT_EQ(log_of(""), "f.vcd: no $enddefinitions: no value change dump");
  EXPECT_EQ(log_of("$date"), "f.vcd: a section does not end");
  EXPECT_EQ(log_of("$enddefinitions $end #5 #4"), "f.vcd: time goes back at '#4'");
  EXPECT_EQ(log_of("$enddefinitions $end #x"), "f.vcd: '#x' is no time");
  EXPECT_EQ(log_of("$enddefinitions $end ?"), "f.vcd: found '?' among the changes");
}

}  // namespace
}  // namespace engram::energy
