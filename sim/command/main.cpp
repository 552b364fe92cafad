#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>

#include "sim/command/commands.hpp"
#include "sim/command/exit_codes.hpp"
#include "sim/compare/threshold.hpp"
#include "sim/config/config_fault.hpp"
#include "sim/results/record_table.hpp"
#include "sim/version.hpp"

namespace {

using namespace engram::sim;

struct Arguments {
  RunArguments run;
  TrainArguments train;
  ShowArguments show;
  ExportArguments exported;
  CompressArguments compressed;
  CompareArguments compared;
  SweepArguments sweep;
  MergeArguments merge;
  ReportArguments report;
  TableImportArguments imported;
  CharacteriseArguments characterised;
  std::string validate_config, list_topic, list_format, study_file, study_out, study_format;
  std::vector<std::string> validate_sets;
};

void add_sets(CLI::App& command, std::vector<std::string>& sets) {
  command.add_option("--set", sets, "Override a value: /json/pointer=value")->type_name("SET");
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : "|") + word;
  return text;
}

/// A choice that says what was nearest.
CLI::Validator one_of(const std::vector<std::string>& names) {
  const auto check = [names](std::string& given) {
    if (std::find(names.begin(), names.end(), given) != names.end()) return std::string();
    return "found '" + given + "', expected " + joined(names) + suggestion(given, names);
  };
  return {check, "", "one_of"};
}

/// `--format`, for commands that print figures.
CLI::Option* add_format(CLI::App& command, std::string& format) {
  return command
      .add_option("--format", format,
                  "Print all figures in full, for scripts: " + joined(output_formats()))
      ->check(one_of(output_formats()));
}

void declare_compare(CLI::App& app, CompareArguments& arguments, std::function<int()>& action) {
  CLI::App* command = app.add_subcommand(
      "compare", "Results of runs side by side; exit code 1 where a watched figure is too far off");
  command->add_option("folders", arguments.folders, "Result folders; the first is the base")
      ->required()
      ->expected(2, CLI::detail::expected_max_vector_size);
  const auto check = [](std::string& given) {
    Thresholds ignored;
    return read_thresholds(given, ignored);
  };
  command
      ->add_option("--threshold", arguments.threshold,
                   "How far figures may be from the base's: 5% (all headline figures), "
                   "energy=5%,latency=0 (these), or both")
      ->check(CLI::Validator(check, "", "threshold"));
  add_format(*command, arguments.format);
  command->callback([&] { action = [&] { return compare_command(arguments); }; });
}

void declare_train(CLI::App& app, TrainArguments& arguments, std::function<int()>& action) {
  CLI::App* command =
      app.add_subcommand("train", "Train a network, write it as NIR and measure what was written");
  command->add_option("config", arguments.config, "Training config (JSON)")->required();
  add_sets(*command, arguments.sets);
  command->add_option("--out", arguments.out, "Result folder (default results/<name>)");
  command->add_flag("--resume", arguments.resume,
                    "Continue a training that was interrupted, from its last checkpoint");
  command
      ->add_option("--checkpoint-every", arguments.checkpoint_every,
                   "Epochs from one checkpoint to the next")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command->add_flag("--quiet", arguments.quiet, "Print nothing when all is well");
  command->callback([&] { action = [&] { return train_command(arguments); }; });
}

void declare_export(CLI::App& app, ExportArguments& arguments, std::function<int()>& action) {
  CLI::App* command =
      app.add_subcommand("export",
                         "Write the network, compressed, for other tools; or the chip's memories, "
                         "events and bus transactions for an RTL bench");
  command->add_option("config", arguments.config, "Run config (JSON)")->required();
  add_sets(*command, arguments.sets);
  CLI::Option_group* wanted = command->add_option_group("what", "at least one of");
  wanted->add_option("--nir", arguments.nir, "NIR file to write");
  wanted->add_option("--out", arguments.out,
                     "Folder to write: $readmemh images of every memory, input and expected output "
                     "events, expected bus transactions");
  wanted->require_option(1, 2);
  command->add_option("--sample", arguments.sample, "Sample that --out shows, from 0")
      ->capture_default_str();
  command
      ->add_option("--steps", arguments.steps,
                   "Timesteps FIRST:LAST whose transactions --out shows")
      ->capture_default_str();
  command
      ->add_option("--fetch-ahead", arguments.fetch_ahead,
                   "Deliveries that the controllers of --out ask for words ahead of decode")
      ->check(CLI::Range(1U, 4096U))
      ->capture_default_str();
  command
      ->add_option("--decay", arguments.decay,
                   "How the reader turns time constants into decays: 1 - dt/tau or exp(-dt/tau)")
      ->check(CLI::IsMember({"euler", "exponential"}))
      ->capture_default_str();
  command->callback([&] { action = [&] { return export_command(arguments); }; });
}

void declare_compress(CLI::App& app, CompressArguments& arguments, std::function<int()>& action) {
  CLI::App* command = app.add_subcommand(
      "compress", "Prune and quantize: what it does to each projection, and the network as NIR");
  command->add_option("config", arguments.config, "Run config (JSON)")->required();
  add_sets(*command, arguments.sets);
  command->add_option("--out", arguments.out, "Folder (default results/<name>-compressed)");
  command->add_option("--nir", arguments.nir, "Also write the network to this NIR file");
  command->callback([&] { action = [&] { return compress_command(arguments); }; });
}

void declare_table(CLI::App& app, TableImportArguments& arguments, std::function<int()>& action) {
  CLI::App* table = app.add_subcommand("table", "Energy tables from other tools' files");
  table->require_subcommand(1);
  CLI::App* command = table->add_subcommand(
      "import", "SRAM macros from the Liberty files of a memory compiler, as an energy table");
  command->add_option("files", arguments.files, "Liberty files of one corner")->required();
  command->add_option("--out", arguments.out, "Table to write (JSON; default standard output)");
  command->add_option("--name", arguments.name, "Name of the table (default that of the file)");
  command->add_option("--logic", arguments.logic, "Table whose rows of logic are taken over");
  command->add_option("--node", arguments.node_nm, "Node in nm (default that of --logic)")
      ->check(CLI::PositiveNumber);
  command->add_option("--licence", arguments.licence, "Of the files")->capture_default_str();
  command->add_option("--read", arguments.read,
                      "State of a read, over pins of the macro, such as '!CEN & GWEN'");
  command->add_option("--write", arguments.write, "State of a write");
  command->add_flag("--rise-only", arguments.rise_only,
                    "The files hold an access in the rise of the clock and once more in its fall");
  command->callback([&] { action = [&] { return table_import_command(arguments); }; });
}

void declare_characterise(CLI::App& app, CharacteriseArguments& arguments,
                          std::function<int()>& action) {
  CLI::App* command = app.add_subcommand(
      "characterise", "Price the controllers by synthesis (needs yosys and iverilog)");
  command->add_option("liberty", arguments.liberty, "Liberty file of standard cells")->required();
  command->add_option("--out", arguments.out, "Also write OUT.json (rows) and OUT.csv (the fit)");
  command->add_option("--rtl", arguments.rtl, "Folder of the controllers (default memory/rtl)");
  command->add_option("--controller", arguments.controller, "Only this encoding's")
      ->check(CLI::IsMember({"crossbar", "index", "bitmap", "run_length", "functional",
                             "functional_bitmap", "functional_pure"}));
  command->add_option("--wire-ff", arguments.wire_ff, "Wire for each input a net reaches, in fF")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command->add_flag("--prove", arguments.prove,
                    "Also have Yosys prove that the netlists do what the RTL does (minutes)");
  command->add_flag("--opensta", arguments.opensta, "Also let OpenSTA work out the energies");
  command->callback([&] { action = [&] { return characterise_command(arguments); }; });
}

void declare_study(CLI::App& app, Arguments& arguments, std::function<int()>& action) {
  CLI::App* study = app.add_subcommand(
      "study", "A published table beside what the simulator gives, or a run over a grid");
  study->add_option("file", arguments.study_file, "Study (JSON)")->required();
  study->add_option("--out", arguments.study_out, "Also write a grid's rows to this file (CSV)");
  add_format(*study, arguments.study_format);
  study->callback([&] {
    action = [&] {
      return study_command(arguments.study_file, arguments.study_out, arguments.study_format);
    };
  });
}

void declare_sweep(CLI::App& app, SweepArguments& arguments, std::function<int()>& action) {
  CLI::App* command =
      app.add_subcommand("sweep", "One run config along axes: every point, in one database");
  command->add_option("config", arguments.config, "Sweep (JSON)")->required();
  command->add_option("--out", arguments.out, "Result folder (default results/<name>)");
  command
      ->add_option("--jobs", arguments.jobs,
                   "Points at once (default one a processor; with --slurm 1 in each shard)")
      ->check(CLI::Range(1, 1024));
  CLI::Option* shard =
      command->add_option("--shard", arguments.shard,
                          "K/N: only the K-th of N parts, in a database of its own (engram merge)");
  CLI::Option* resume =
      command->add_flag("--resume", arguments.resume, "Run only what the database lacks");
  command->add_flag("--quiet", arguments.quiet, "Print nothing when all is well")
      ->excludes(add_format(*command, arguments.format));
  CLI::Option* slurm =
      command
          ->add_option("--slurm", arguments.slurm,
                       "Run nothing; write N shards as a Slurm job array, with the merge after it")
          ->check(CLI::Range(1, 4000000))
          ->excludes(shard)
          ->excludes(resume);
  command
      ->add_option(
          "--sbatch", arguments.sbatch,
          "Option of sbatch for the jobs of --slurm, such as partition=fast or time=2:00:00")
      ->type_name("OPTION")
      ->allow_extra_args(false)
      ->needs(slurm);
  command->callback([&] {
    action = [&] {
      return arguments.slurm == 0 ? sweep_command(arguments) : slurm_command(arguments);
    };
  });
}

void declare_merge(CLI::App& app, MergeArguments& arguments, std::function<int()>& action) {
  CLI::App* command = app.add_subcommand("merge", "Join the shards of a sweep");
  command->add_option("databases", arguments.databases, "Databases of shards")->required();
  command->add_option("--out", arguments.out, "Folder for sweep.db and the tables")->required();
  command->callback([&] { action = [&] { return merge_command(arguments); }; });
}

void declare_report(CLI::App& app, ReportArguments& arguments, std::function<int()>& action) {
  CLI::App* command = app.add_subcommand(
      "report", "One HTML page of a run, of several side by side, or of a sweep");
  command
      ->add_option("results", arguments.results,
                   "Result folders of runs, or the folder or database of one sweep")
      ->required();
  command->add_option("-o,--out", arguments.out, "Page to write")->capture_default_str();
  command->add_flag("--quiet", arguments.quiet, "Print nothing when all is well");
  command->callback([&] { action = [&] { return report_command(arguments); }; });
}

void declare_run(CLI::App& app, RunArguments& arguments, std::function<int()>& action) {
  CLI::App* run = app.add_subcommand("run", "Simulate, price and write results");
  run->add_option("config", arguments.config, "Run config (JSON)")->required();
  add_sets(*run, arguments.sets);
  run->add_option("--out", arguments.out, "Result folder (default results/<name>)");
  run->add_option("--trace", arguments.trace,
                  "Also write what every core did when (Trace Event Format: ui.perfetto.dev)");
  run->add_option("--vcd", arguments.vcd,
                  "Also write signals of the chip as waveforms (value change dump: GTKWave); rows, "
                  "words and flits at fidelity cycle");
  run->add_option("--vcd-scope", arguments.vcd_scope,
                  "Only this module and what is in it, such as chip.core0 (default: all)");
  run->add_option("--trace-steps", arguments.trace_steps,
                  "Timesteps FIRST:LAST that --trace and --vcd show")
      ->capture_default_str();
  run->add_option("--trace-sample", arguments.trace_sample,
                  "Sample that --trace and --vcd show, from 0")
      ->capture_default_str();
  run->add_option("--threads", arguments.threads,
                  "Threads that compute cores of the chip side by side (fidelity fast); no result "
                  "depends on it")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  run->add_flag("--neurobench", arguments.neurobench,
                "Also write neurobench.json into the result folder: NeuroBench's metrics by its "
                "harness's names");
  run->add_flag("--quiet", arguments.quiet, "Print nothing when all is well")
      ->excludes(add_format(*run, arguments.format));
  run->callback([&] { action = [&] { return run_command(arguments); }; });
}

/// Declares every command; the chosen one's action goes to `action`.
void declare(CLI::App& app, Arguments& arguments, std::function<int()>& action) {
  declare_run(app, arguments.run, action);
  declare_train(app, arguments.train, action);

  CLI::App* validate = app.add_subcommand("validate", "Check a config and everything it names");
  validate->add_option("config", arguments.validate_config, "Run or training config (JSON)")
      ->required();
  add_sets(*validate, arguments.validate_sets);
  validate->callback([&] {
    action = [&] { return validate_command(arguments.validate_config, arguments.validate_sets); };
  });

  CLI::App* show = app.add_subcommand(
      "show", "Look before running: the mapped network and chip, or what a recording holds");
  show->add_option("file", arguments.show.config, "Run or training config (JSON), or recording");
  show->add_option("--format", arguments.show.format, "Of a recording (engram list formats)");
  add_sets(*show, arguments.show.sets);
  show->add_flag("--origin", arguments.show.origin, "Every resolved value and where it came from");
  show->add_flag("--schema{run}", arguments.show.schema,
                 "Every key of a config, as JSON Schema; --schema=train: of a training's, "
                 "--schema=spatial: of a spatial array's")
      ->check(CLI::IsMember({"run", "train", "spatial"}));
  show->add_flag("--tree", arguments.show.tree, "The modules of the chip");
  show->add_flag("--graph", arguments.show.graph, "Network and chip as Graphviz");
  show->callback([&] { action = [&] { return show_command(arguments.show); }; });

  declare_compress(app, arguments.compressed, action);
  declare_export(app, arguments.exported, action);

  CLI::App* list = app.add_subcommand("list", "What Engram knows");
  list->add_option("topic", arguments.list_topic, joined(list_topics()))
      ->required()
      ->check(one_of(list_topics()));
  add_format(*list, arguments.list_format);
  list->callback(
      [&] { action = [&] { return list_command(arguments.list_topic, arguments.list_format); }; });

  declare_compare(app, arguments.compared, action);
  declare_table(app, arguments.imported, action);
  declare_characterise(app, arguments.characterised, action);
  declare_study(app, arguments, action);
  declare_sweep(app, arguments.sweep, action);
  declare_merge(app, arguments.merge, action);
  declare_report(app, arguments.report, action);

  CLI::App* demo = app.add_subcommand("demo", "One network in every encoding, as a table");
  demo->callback([&] { action = [] { return demo_command(); }; });
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Engram: what do the synapses of this spiking network cost on this chip?"};
  app.set_version_flag("--version", std::string("engram ") + kVersion);
  app.require_subcommand(1);
  Arguments arguments;
  std::function<int()> action;
  declare(app, arguments, action);
  for (int index = 0; index < argc; ++index) {
    arguments.run.command_line += (index == 0 ? "" : " ") + std::string(argv[index]);
  }
  arguments.exported.command_line = arguments.run.command_line;
  arguments.compressed.command_line = arguments.run.command_line;
  arguments.train.command_line = arguments.run.command_line;
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kOk : kUsage;
  }
  try {
    return action();
  } catch (...) {
    return exit_code_of_current_exception();
  }
}
