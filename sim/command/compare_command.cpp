#include <cstdio>

#include "sim/command/commands.hpp"
#include "sim/command/exit_codes.hpp"
#include "sim/command/print_records.hpp"
#include "sim/compare/comparison_text.hpp"
#include "sim/run/prepare.hpp"

namespace engram::sim {
namespace {

/// Says what is too far away, where something is watched. The exit code.
int judge(const Comparison& comparison, const Thresholds& thresholds, bool for_people) {
  if (!thresholds.all && thresholds.named.empty()) return kOk;
  const std::vector<Excess> found = excesses(comparison, thresholds);
  std::fputs(excess_text(comparison, found).c_str(), stderr);
  if (found.empty() && for_people) std::printf("\nwithin the threshold\n");
  return found.empty() ? kOk : kCheckFailed;
}

}  // namespace

int compare_command(const CompareArguments& arguments) {
  Thresholds thresholds;
  if (!arguments.threshold.empty()) {
    const std::string fault = read_thresholds(arguments.threshold, thresholds);
    if (!fault.empty()) throw InputFault("--threshold: " + fault);
  }
  const std::vector<RunResult> results =
      read_results({arguments.folders.begin(), arguments.folders.end()});
  const Comparison comparison = compare(results);
  const std::string unknown = unknown_figures(comparison, thresholds);
  if (!unknown.empty()) throw InputFault(unknown);
  const bool printed =
      print_records(arguments.format, [&] { return comparison_records(comparison, thresholds); });
  if (!printed) std::fputs(comparison_screen(comparison).c_str(), stdout);
  return judge(comparison, thresholds, !printed);
}

}  // namespace engram::sim
