#include <cstdio>

#include "sim/command/commands.hpp"
#include "sim/command/exit_codes.hpp"
#include "sim/run/prepare.hpp"
#include "sim/sweep/slurm_scripts.hpp"
#include "sim/sweep/sweep.hpp"

namespace engram::sim {

int slurm_command(const SweepArguments& arguments) {
  const Sweep sweep = load_sweep(arguments.config);
  SlurmOptions options;
  options.program = std::filesystem::read_symlink("/proc/self/exe");
  options.file = arguments.config;
  options.folder = arguments.out.empty() ? std::filesystem::path("results") / sweep.name
                                         : std::filesystem::path(arguments.out);
  options.shards = arguments.slurm;
  options.jobs = arguments.jobs == 0 ? 1 : arguments.jobs;
  options.sbatch = arguments.sbatch;
  const std::size_t points = sweep_points(sweep).size();
  if (options.shards > points) {
    throw InputFault("--slurm: found " + std::to_string(options.shards) +
                     " shards, expected at most one a point: the sweep has " +
                     std::to_string(points));
  }
  write_slurm_scripts(sweep.name, options);
  if (!arguments.quiet) {
    std::printf(
        "%s: %zu points in %zu shards, %zu at once in each; to submit them and their merge:\n",
        sweep.name.c_str(), points, options.shards, options.jobs);
    std::printf("sh %s\n", shell_word((options.folder / "submit.sh").string()).c_str());
  }
  return kOk;
}

}  // namespace engram::sim
