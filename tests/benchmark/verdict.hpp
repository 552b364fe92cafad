#pragma once

#include <benchmark/benchmark.h>

#include <functional>
#include <optional>
#include <string>

namespace engram::bench {

enum class Bound { at_least, at_most };

/// What a line of the table says.
struct Verdict {
  double measured = 0;
  std::optional<double> to_bare;  ///< throughput of ours / throughput of the bare kernel
};

/// A line: what is measured, in which unit, and what is asked of it.
struct Line {
  std::string name;  ///< "1 dense 1024x1024": the number of the target first
  std::string unit;
  Bound bound = Bound::at_least;
  double target = 0;
  std::function<Verdict()> measure;
  bool of_ratio = false;  ///< the target is one of `to_bare`
};

/// Registers a line with Google Benchmark: one iteration, figures as counters.
void add(const Line& line);

/// Runs the lines that the arguments choose (--benchmark_filter), then prints the table: target,
/// measured, ratio to the bare kernel, met or not. Returns the exit code of the program: 1 where a
/// line could not be measured, 0 else, met or not.
int run_lines(int argc, char** argv);

}  // namespace engram::bench
