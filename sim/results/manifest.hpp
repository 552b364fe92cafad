#pragma once

#include <map>
#include <string>

namespace engram::sim {

/// What only the manifest may hold: the things that differ from run to run.
struct RunContext {
  std::string command_line;
  std::string started;  ///< UTC, ISO 8601
  double wall_seconds = 0;
  std::string resolved;  ///< text of resolved.json
};

/// manifest.json beside `files` (name -> bytes).
std::string manifest_text(const std::map<std::string, std::string>& files,
                          const RunContext& context);

}  // namespace engram::sim
