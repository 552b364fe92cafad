#include "sim/results/vcd.hpp"

#include <gtest/gtest.h>

namespace engram::sim {
namespace {

using hw::WaveChange;
using hw::WaveLog;
using hw::WaveSignal;

TEST(Vcd, IsAsTheStandardWritesIt) {
  WaveLog log;
  const auto busy = log.add("chip.core0", "busy", 1);
  const auto reads = log.add("chip.core0.fc 1", "reads", 4, WaveSignal::Kind::pulse);
  const auto level = log.add("chip", "level", 8);
  log.open(true);
  log.set(level, 0, 2);
  log.set(busy, 3, 1);
  log.set(reads, 3, 1);
  log.set(reads, 3, 1);
  log.set(reads, 4, 5);
  log.set(busy, 5, 0);
  EXPECT_EQ(vcd_text(log, 10000),
            "$version Engram $end\n$timescale 1 ps $end\n"
            "$scope module chip $end\n$var wire 8 # level $end\n"
            "$scope module core0 $end\n$var wire 1 ! busy $end\n"
            "$scope module fc_1 $end\n$var wire 4 \" reads $end\n"
            "$upscope $end\n$upscope $end\n$upscope $end\n$enddefinitions $end\n"
            "#0\n$dumpvars\nx!\nb0 \"\nbx #\n$end\nb10 #\n"
            "#30000\n1!\nb10 \"\n#40000\nb101 \"\n#50000\n0!\nb0 \"\n");
}

TEST(Vcd, ManySignalsHaveDifferentCodes) {
  WaveLog log;
  for (int signal = 0; signal < 9000; ++signal) log.add("chip", "s" + std::to_string(signal), 1);
  const std::string text = vcd_text(log, 1);
  std::vector<std::string> codes;
  for (std::size_t at = text.find("$var wire 1 "); at != std::string::npos;
       at = text.find("$var wire 1 ", at + 1)) {
    codes.push_back(text.substr(at + 12, text.find(' ', at + 12) - at - 12));
  }
  std::sort(codes.begin(), codes.end());
  EXPECT_EQ(codes.size(), 9000U);
  EXPECT_EQ(std::unique(codes.begin(), codes.end()), codes.end());
}

TEST(WaveLog, HoldsOnlyTheScopeAskedFor) {
  WaveLog log("chip.core1");
  EXPECT_EQ(log.add("chip", "a", 1), WaveLog::kUnwanted);
  EXPECT_EQ(log.add("chip.core10", "b", 1), WaveLog::kUnwanted);
  EXPECT_EQ(log.add("chip.core1", "c", 1), 0U);
  EXPECT_EQ(log.add("chip.core1.memory", "d", 1), 1U);
  EXPECT_EQ(log.scopes(),
            (std::vector<std::string>{"chip", "chip.core1", "chip.core1.memory", "chip.core10"}));
}

TEST(WaveLog, WritesInTheWindowOnlyAndFromTheOrigin) {
  WaveLog log;
  const auto signal = log.add("chip", "a", 8);
  log.set(signal, 1, 1);
  log.begin(100);
  log.open(true);
  log.set(signal, 107, 3);
  log.set(signal, 105, 2);
  log.set(WaveLog::kUnwanted, 106, 9);
  log.open(false);
  log.set(signal, 108, 4);
  const std::vector<WaveChange> changes = log.changes();
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[0].cycle, 5U);
  EXPECT_EQ(changes[0].value, 2U);
  EXPECT_EQ(changes[1].cycle, 7U);
}

}  // namespace
}  // namespace engram::sim
