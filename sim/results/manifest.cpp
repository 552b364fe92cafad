#include "sim/results/manifest.hpp"

#include "sim/config/json_writer.hpp"
#include "sim/results/stats.hpp"
#include "sim/version.hpp"

namespace engram::sim {

std::string manifest_text(const std::map<std::string, std::string>& files,
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

}  // namespace engram::sim
