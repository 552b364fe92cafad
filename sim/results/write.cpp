#include "sim/results/write.hpp"

#include "sim/config/json_writer.hpp"
#include "sim/results/collect.hpp"
#include "sim/results/csv.hpp"
#include "sim/results/result_folder.hpp"
#include "sim/results/stats.hpp"
#include "sim/version.hpp"

namespace engram::sim {
std::string manifest_json(const std::map<std::string, std::string>& files,
                          const RunContext& context) {
  JsonWriter json;
  json.open_object();
  json.key("schema_version").value(kStatsSchemaVersion);
  json.key("engram_version").value(kVersion);
  json.key("command").value(context.command_line);
  json.key("started").value(context.started);
  json.key("wall_seconds").value(context.wall_seconds);
  json.key("files").open_object();
  for (const auto& [name, bytes] : files) json.key(name).value(Count{bytes.size()});
  json.close().close();
  return json.text();
}

void write_results(const std::filesystem::path& folder, const Config& config,
                   const Prepared& prepared, const Outcome& outcome, const Summary& summary,
                   const RunContext& context) {
  const std::vector<Statistic> statistics = collect(prepared, outcome);
  const Batch batch = batch_of(prepared, outcome);
  std::map<std::string, std::string> files;
  files["stats.txt"] = stats_text(summary, statistics);
  files["stats.json"] = stats_json(config, prepared, outcome, summary, batch, statistics);
  files["accesses.csv"] = accesses_csv(outcome.ledgers.front());
  files["timesteps.csv"] = timesteps_csv(prepared, outcome);
  files["samples.csv"] = samples_csv(batch);
  files["resolved.json"] = context.resolved;
  if (config.write_spikes) files["spikes.csv"] = spikes_csv(prepared, outcome);
  if (config.write_weights) files["weights.csv"] = weights_csv(outcome.learned);
  files["manifest.json"] = manifest_json(files, context);
  write_result_folder(folder, files);
}

}  // namespace engram::sim
