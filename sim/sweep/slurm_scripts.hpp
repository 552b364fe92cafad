#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace engram::sim {

struct SlurmOptions {
  std::filesystem::path program;    ///< that the jobs call
  std::filesystem::path file;       ///< of the sweep
  std::filesystem::path folder;     ///< results; the scripts and logs go there too
  std::size_t shards = 1;           ///< tasks of the array
  std::size_t jobs = 1;             ///< points at once in a task, and its processors
  std::vector<std::string> sbatch;  ///< further options of all jobs: "partition=fast", "exclusive"
};

/// A sweep as jobs of Slurm. All paths are absolute; the jobs run in `folder`.
struct SlurmScripts {
  std::string shards;  ///< a job array, one task a shard; a task that runs again resumes its shard
  std::string merge;   ///< joins the databases of all shards
  std::string submit;  ///< gives both to sbatch: the merge begins when all tasks have ended well
};

/// `text` as one word of a shell.
std::string shell_word(const std::string& text);

/// Throws InputFault with all that is wrong: an option that is none, a line break in a name or
/// path.
SlurmScripts slurm_scripts(const std::string& name, const SlurmOptions& options);

/// Writes shards.sbatch, merge.sbatch and submit.sh into the folder, which is made where it is not
/// there. Throws InputFault, ResultFolderFault.
void write_slurm_scripts(const std::string& name, const SlurmOptions& options);

}  // namespace engram::sim
