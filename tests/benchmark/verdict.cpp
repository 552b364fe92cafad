#include "tests/benchmark/verdict.hpp"

#include <cstdio>
#include <exception>
#include <vector>

namespace engram::bench {
namespace {

/// Keeps what was measured for the table and prints a dot's worth of progress.
class TableReporter final : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context&) override { return true; }

  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      std::fprintf(stderr, "measured: %s\n", run.run_name.function_name.c_str());
      runs_.push_back(run);
    }
  }

  void Finalize() override {
    std::printf("%-46s %12s %12s %-10s %8s %s\n", "line", "target", "measured", "unit", "to bare",
                "met");
    for (const Run& run : runs_) print(run);
  }

  bool failed() const { return failed_; }

 private:
  static double counter(const Run& run, const char* name) {
    const auto found = run.counters.find(name);
    return found == run.counters.end() ? 0.0 : found->second.value;
  }

  void print(const Run& run) {
    const std::string& name = run.run_name.function_name;
    if (run.error_occurred) {
      std::printf("%-46s not measured: %s\n", name.c_str(), run.error_message.c_str());
      failed_ = true;
      return;
    }
    char ratio[32] = "-";
    if (run.counters.count("to_bare") > 0) {
      std::snprintf(ratio, sizeof ratio, "%.3f", counter(run, "to_bare"));
    }
    std::printf("%-46s %s %9.4g %12.4g %-10s %8s %s\n", name.c_str(),
                counter(run, "at_least") > 0 ? ">=" : "<=", counter(run, "target"),
                counter(run, "measured"), run.report_label.c_str(), ratio,
                counter(run, "met") > 0 ? "yes" : "NO");
  }

  std::vector<Run> runs_;
  bool failed_ = false;
};

void run_line(benchmark::State& state, const Line& line) {
  Verdict verdict;
  for (auto unused : state) {
    static_cast<void>(unused);
    try {
      verdict = line.measure();
    } catch (const std::exception& fault) {
      state.SkipWithError(fault.what());
      return;
    }
  }
  const double judged = line.of_ratio ? verdict.to_bare.value() : verdict.measured;
  const bool at_least = line.bound == Bound::at_least;
  state.counters["measured"] = verdict.measured;
  state.counters["target"] = line.target;
  state.counters["at_least"] = at_least ? 1 : 0;
  state.counters["met"] = (at_least ? judged >= line.target : judged <= line.target) ? 1 : 0;
  if (verdict.to_bare) state.counters["to_bare"] = *verdict.to_bare;
  state.SetLabel(line.unit);
}

}  // namespace

void add(const Line& line) {
  benchmark::RegisterBenchmark(line.name.c_str(),
                               [line](benchmark::State& state) { run_line(state, line); })
      ->Iterations(1)
      ->Unit(benchmark::kSecond);
}

int run_lines(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  TableReporter table;
  benchmark::RunSpecifiedBenchmarks(&table);
  benchmark::Shutdown();
  return table.failed() ? 1 : 0;
}

}  // namespace engram::bench
