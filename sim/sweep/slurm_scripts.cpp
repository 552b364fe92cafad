#include "sim/sweep/slurm_scripts.hpp"

#include <algorithm>
#include <cctype>

#include "sim/results/result_folder.hpp"
#include "sim/run/prepare.hpp"

namespace engram::sim {
namespace {

namespace fs = std::filesystem;

/// A value on an #SBATCH line: sbatch knows double quotes and backslashes there.
std::string sbatch_value(const std::string& text) {
  std::string value = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') value += '\\';
    value += c;
  }
  return value + '"';
}

std::string line(const std::string& option) {
  return "#SBATCH --" + option + '\n';
}

/// NAME=VALUE or NAME, with or without the dashes that sbatch wants before it; "" where it is none.
std::string further_option(std::string option) {
  if (option.starts_with("--")) option.erase(0, 2);
  const std::size_t equals = option.find('=');
  const std::string name = option.substr(0, equals);
  const bool known = name.size() > 1 && std::all_of(name.begin(), name.end(), [](unsigned char c) {
                       return std::islower(c) != 0 || std::isdigit(c) != 0 || c == '-';
                     });
  if (!known) return "";
  return equals == std::string::npos ? name : name + '=' + sbatch_value(option.substr(equals + 1));
}

void check(const std::string& name, const SlurmOptions& options) {
  std::string faults;
  const auto fault = [&](const std::string& text) {
    faults += (faults.empty() ? "" : "\n") + text;
  };
  const auto one_line = [&](const std::string& what, const std::string& text) {
    if (text.find_first_of("\n\r") != std::string::npos) {
      fault(what + ": has a line break, which no line of a job script can hold");
    }
  };
  one_line("name of the sweep", name);
  for (const fs::path& path : {options.program, options.file, options.folder}) {
    one_line(path.string(), fs::absolute(path).string());
  }
  for (const std::string& option : options.sbatch) {
    one_line("--sbatch", option);
    if (further_option(option).empty()) {
      fault("--sbatch: found '" + option +
            "', expected a long option of sbatch, such as partition=fast or exclusive");
    }
  }
  if (!faults.empty()) throw InputFault(faults);
}

/// What the scripts of both kinds begin with.
std::string head(const std::string& job, const std::string& log, const SlurmOptions& options) {
  std::string text = "#!/bin/bash\n" + line("job-name=" + sbatch_value(job)) +
                     line("chdir=" + sbatch_value(fs::absolute(options.folder).string())) +
                     line("output=" + log) + line("open-mode=append") + line("ntasks=1");
  for (const std::string& option : options.sbatch) text += line(further_option(option));
  return text;
}

}  // namespace

std::string shell_word(const std::string& text) {
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? "'\\''" : std::string(1, c);
  return word + '\'';
}

SlurmScripts slurm_scripts(const std::string& name, const SlurmOptions& options) {
  check(name, options);
  const std::string shards = std::to_string(options.shards);
  const std::string engram = shell_word(fs::absolute(options.program).string());
  SlurmScripts scripts;
  scripts.shards =
      head(name, "shard-%a.log", options) + line("array=1-" + shards) +
      line("cpus-per-task=" + std::to_string(options.jobs)) + line("requeue") +
      "shard=$SLURM_ARRAY_TASK_ID\n"
      "# A task that runs again, after its node failed or another job took it, goes on.\n"
      "resume=\n"
      "if [ -e \"shard-$shard-of-" +
      shards + ".db\" ]; then resume=--resume; fi\n" + engram + " sweep " +
      shell_word(fs::absolute(options.file).string()) + " --out . --shard \"$shard/" + shards +
      "\" --jobs \"$SLURM_CPUS_PER_TASK\" $resume\n"
      "status=$?\n"
      "# 1: some points were refused or died. The table says why; the rest is merged.\n"
      "if [ $status -eq 1 ]; then status=0; fi\n"
      "exit $status\n";
  scripts.merge = head(name + "-merge", "merge.log", options) + "exec " + engram +
                  " merge shard-*-of-" + shards + ".db --out .\n";
  scripts.submit =
      "#!/bin/sh\n"
      "# The shards as one array, then their merge. Arguments go to sbatch for both.\n"
      "set -e\n"
      "cd " +
      shell_word(fs::absolute(options.folder).string()) +
      "\n"
      "shards=$(sbatch --parsable \"$@\" shards.sbatch)\n"
      "shards=${shards%%;*}\n"
      "merge=$(sbatch --parsable --dependency=afterok:\"$shards\" --kill-on-invalid-dep=yes \"$@\" "
      "merge.sbatch)\n"
      "echo \"shards are job $shards, their merge is job ${merge%%;*}\"\n";
  return scripts;
}

void write_slurm_scripts(const std::string& name, const SlurmOptions& options) {
  const SlurmScripts scripts = slurm_scripts(name, options);
  std::error_code error;
  fs::create_directories(options.folder, error);
  if (error) throw ResultFolderFault(options.folder.string() + ": " + error.message());
  write_result_file(options.folder / "shards.sbatch", scripts.shards);
  write_result_file(options.folder / "merge.sbatch", scripts.merge);
  write_result_file(options.folder / "submit.sh", scripts.submit);
}

}  // namespace engram::sim
