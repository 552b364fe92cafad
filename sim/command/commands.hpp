#pragma once

#include <cstdint>
#include <string>
#include <vector>

/// The commands behind the command line: plain functions of their arguments. Each returns an exit
/// code, or throws; `exit_code_of` (exit_codes.hpp) says which code an exception means.
namespace engram::sim {

struct RunArguments {
  std::string config;
  std::vector<std::string> sets;     ///< "/json/pointer=value"
  std::string out;                   ///< result folder; empty: results/<name>
  std::string trace;                 ///< file to write; empty: none
  std::string vcd;                   ///< file to write; empty: none
  std::string vcd_scope;             ///< module; empty: all
  std::string trace_steps = "0:99";  ///< of both files: FIRST:LAST, both included
  std::size_t trace_sample = 0;
  std::string format;       ///< of output_formats(); empty: the screen summary
  unsigned threads = 1;     ///< that compute cores side by side
  bool neurobench = false;  ///< also write neurobench.json
  bool quiet = false;
  std::string command_line;
};
int run_command(const RunArguments& arguments);

struct TrainArguments {
  std::string config;
  std::vector<std::string> sets;
  std::string out;  ///< result folder; empty: results/<name>
  bool resume = false, quiet = false;
  std::uint32_t checkpoint_every = 1;  ///< epochs
  std::string command_line;
};
int train_command(const TrainArguments& arguments);

int validate_command(const std::string& config, const std::vector<std::string>& sets);

struct ShowArguments {
  std::string config;  ///< or a recording
  std::string format;  ///< of the recording; empty: what `config` is, is found out
  std::vector<std::string> sets;
  std::string schema;  ///< "run" or "train"; empty: not asked for
  bool origin = false, tree = false, graph = false;
};
int show_command(const ShowArguments& arguments);

struct ExportArguments {
  std::string config;
  std::vector<std::string> sets;
  std::string nir;              ///< file to write; empty: none
  std::string decay = "euler";  ///< or "exponential": workloads::NirDecay
  std::string out;              ///< folder for an RTL bench; empty: none
  std::string steps = "0:99";   ///< that its transactions show: FIRST:LAST, both included
  std::size_t sample = 0;       ///< that its events are of
  unsigned fetch_ahead = 64;    ///< of its controllers: hw::RowPipelineSpec
  std::string command_line;
};
int export_command(const ExportArguments& arguments);

struct CompressArguments {
  std::string config;
  std::vector<std::string> sets;
  std::string out;  ///< folder; empty: results/<name>-compressed
  std::string nir;  ///< file that the network is also written to; empty: none
  std::string command_line;
};
int compress_command(const CompressArguments& arguments);

/// SRAM macros out of Liberty files, as an energy table.
struct TableImportArguments {
  std::vector<std::string> files;
  std::string out;    ///< JSON; empty: standard output
  std::string name;   ///< empty: that of `out`
  std::string logic;  ///< table that the rows of logic are taken from; empty: none
  std::string licence = "not said";
  std::string read, write;  ///< energy::SramConventions
  bool rise_only = false;
  double node_nm = 0;  ///< 0: that of `logic`, or not said
};
int table_import_command(const TableImportArguments& arguments);

/// The controllers in RTL, synthesised and priced (sim/characterise).
struct CharacteriseArguments {
  std::string liberty;     ///< file of standard cells
  std::string out;         ///< OUT.json and OUT.csv; empty: the screen only
  std::string rtl;         ///< folder of the controllers; empty: memory/rtl
  std::string controller;  ///< empty: all
  double wire_ff = 4;      ///< wire a fanout
  bool prove = false, opensta = false;
};
int characterise_command(const CharacteriseArguments& arguments);

/// Results side by side; kCheckFailed where a watched figure is too far from the first's.
struct CompareArguments {
  std::vector<std::string> folders;  ///< the first is the base
  std::string threshold;             ///< "5%", "energy=5%,latency=0"; empty: nothing is watched
  std::string format;                ///< of output_formats(); empty: for a person
};
int compare_command(const CompareArguments& arguments);

/// what: one of list_topics(); format: of output_formats(), or empty: for a person.
int list_command(const std::string& what, const std::string& format);
const std::vector<std::string>& list_topics();

int demo_command();

/// Every row of the published tables that a study names, ours and theirs; kCheckFailed where they
/// are further apart than it allows.
///
/// Of a grid, one line a point in comma-separated values; also written to `out` where that is not
/// empty. format: of output_formats(), or empty.
int study_command(const std::string& file, const std::string& out, const std::string& format);

struct SweepArguments {
  std::string config;
  std::string out;       ///< result folder; empty: results/<name>
  std::string shard;     ///< "K/N"; empty: all points
  std::string format;    ///< of output_formats(); empty: for a person
  std::size_t jobs = 0;  ///< points at once; 0: one a processor
  bool resume = false, quiet = false;
  std::size_t slurm = 0;            ///< shards of a job array to write; 0: run here
  std::vector<std::string> sbatch;  ///< options of its jobs
};
/// kCheckFailed where a point was refused or its process died.
int sweep_command(const SweepArguments& arguments);
/// Writes the sweep as jobs of Slurm, and how to submit them.
int slurm_command(const SweepArguments& arguments);

struct MergeArguments {
  std::vector<std::string> databases;
  std::string out;
};
int merge_command(const MergeArguments& arguments);

/// One HTML page of a run, of several side by side, or of a sweep.
struct ReportArguments {
  std::vector<std::string> results;  ///< result folders, or the database of a sweep
  std::string out = "report.html";
  bool quiet = false;
};
int report_command(const ReportArguments& arguments);

}  // namespace engram::sim
