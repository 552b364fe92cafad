#include <charconv>
#include <cstdio>

#include "sim/command/commands.hpp"
#include "sim/command/exit_codes.hpp"
#include "sim/command/print_records.hpp"
#include "sim/command/progress_line.hpp"
#include "sim/run/prepare.hpp"
#include "sim/run/process_pool.hpp"
#include "sim/sweep/merge_sweeps.hpp"
#include "sim/sweep/run_sweep.hpp"

namespace engram::sim {
namespace {

/// "K/N": one of N shards, counted from 1.
void read_shard(const std::string& text, SweepOptions& options) {
  const char* const end = text.data() + text.size();
  const auto [slash, bad_shard] = std::from_chars(text.data(), end, options.shard);
  const bool split = bad_shard == std::errc{} && slash != end && *slash == '/';
  const auto [stop, bad_shards] = std::from_chars(split ? slash + 1 : end, end, options.shards);
  if (!split || bad_shards != std::errc{} || stop != end || options.shard < 1 ||
      options.shard > options.shards) {
    throw InputFault("--shard: found '" + text + "', expected K/N with 1 <= K <= N, such as 2/8");
  }
}

std::string progress_text(const SweepCounts& counts, double seconds) {
  const std::size_t since = counts.ended() - counts.there;
  const double rate = static_cast<double>(since) / seconds;
  char text[160];
  std::snprintf(text, sizeof text,
                "%zu of %zu points, %zu refused, %zu failed, %.3g a second, %.0f s left",
                counts.ended(), counts.points, counts.refused, counts.failed, rate,
                since == 0 ? 0.0 : static_cast<double>(counts.points - counts.ended()) / rate);
  return text;
}

}  // namespace

int sweep_command(const SweepArguments& arguments) {
  const Sweep sweep = load_sweep(arguments.config);
  SweepOptions options;
  options.folder = arguments.out.empty() ? std::filesystem::path("results") / sweep.name
                                         : std::filesystem::path(arguments.out);
  options.resume = arguments.resume;
  options.jobs = arguments.jobs != 0 ? arguments.jobs : processes_at_once();
  if (!arguments.shard.empty()) read_shard(arguments.shard, options);
  SweepCounts counts;
  {
    const Stopwatch clock;
    ProgressLine line;
    counts = run_sweep(sweep, options, [&](const SweepCounts& now) {
      if (line.due()) line.show(progress_text(now, clock.seconds()));
    });
  }
  const auto records = [&] {
    Record summary("summary");
    summary.put("name", sweep.name).put("points", Count{counts.points});
    summary.put("ok", Count{counts.ok}).put("refused", Count{counts.refused});
    summary.put("simulated", Count{counts.simulated}).put("priced", Count{counts.priced});
    summary.put("failed", Count{counts.failed}).put("there_already", Count{counts.there});
    summary.put("database", sweep_database(options).string());
    return std::vector<RecordTable>{summary.table()};
  };
  if (!print_records(arguments.format, records) && !arguments.quiet) {
    std::printf("%s: %zu points: %zu ok (%zu simulated, %zu priced), %zu refused, %zu failed",
                sweep.name.c_str(), counts.points, counts.ok, counts.simulated, counts.priced,
                counts.refused, counts.failed);
    if (counts.there > 0) std::printf("; %zu were there already", counts.there);
    std::printf("\nresults in %s\n", sweep_database(options).string().c_str());
  }
  return counts.refused + counts.failed > 0 ? kCheckFailed : kOk;
}

int merge_command(const MergeArguments& arguments) {
  const std::size_t points =
      merge_sweeps({arguments.databases.begin(), arguments.databases.end()}, arguments.out);
  std::printf("%zu points in %s\n", points,
              (std::filesystem::path(arguments.out) / "sweep.db").string().c_str());
  return kOk;
}

}  // namespace engram::sim
