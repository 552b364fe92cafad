#include "sim/results/write.hpp"

#include "sim/results/collect.hpp"
#include "sim/results/compression.hpp"
#include "hw/noc/link_loads.hpp"
#include "sim/results/chip_csv.hpp"
#include "sim/results/csv.hpp"
#include "sim/results/result_folder.hpp"
#include "sim/results/stats.hpp"

namespace engram::sim {
void write_results(const std::filesystem::path& folder, const Config& config,
                   const Prepared& prepared, const Outcome& outcome, const Summary& summary,
                   const RunContext& context, const MoreFiles& more) {
  const std::vector<Statistic> statistics = collect(prepared, outcome);
  const Batch batch = batch_of(prepared, outcome);
  std::map<std::string, std::string> files = more;
  files["stats.txt"] = stats_text(summary, statistics);
  files["stats.json"] = stats_json(config, prepared, outcome, summary, batch, statistics);
  files["accesses.csv"] = accesses_csv(outcome.ledgers.front());
  files["timesteps.csv"] = timesteps_csv(prepared, outcome);
  files["samples.csv"] = samples_csv(batch);
  files["compression.csv"] = compression_csv(config, prepared);
  files["areas.csv"] = areas_csv(outcome);
  files["cores.csv"] = cores_csv(prepared.chip);
  files["resolved.json"] = context.resolved;
  if (!prepared.encodings.empty()) files["encodings.csv"] = encodings_csv(prepared);
  if (hw::spikes_are_all_traffic(prepared.chip)) files["links.csv"] = links_csv(prepared, outcome);
  if (config.write_timestep_energy) {
    files["timestep_energy.csv"] = timestep_energy_csv(prepared, outcome);
  }
  if (config.write_spikes) files["spikes.csv"] = spikes_csv(prepared, outcome);
  if (config.write_weights) files["weights.csv"] = weights_csv(outcome.learned);
  files["manifest.json"] = manifest_text(files, context);
  write_result_folder(folder, files);
}

}  // namespace engram::sim
