#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace engram::sim {

/// One figure of a result.
struct ResultFigure {
  /// "energy", "latency", ...; "part.compute", "memory.fc.list", "layer.out": energy by that.
  std::string id;
  std::string unit;  ///< "pJ", "us", "um2"; empty: a number of things, or a share
  double value = 0;
};

/// What the comparison of runs looks at: a result folder of `engram run`, read back.
struct RunResult {
  std::string folder;  ///< as it was named
  std::string kind;    ///< "chip" or "spatial_array"
  /// What was run: {"name", "nmnist"}, {"table", ...}, ...; values as text.
  std::vector<std::pair<std::string, std::string>> context;
  std::vector<ResultFigure> figures;  ///< headline figures, then by part, memory and layer

  const ResultFigure* find(const std::string& id) const;
};

/// Reads stats.json and accesses.csv of result folders. Throws InputFault with all faults at once:
/// a folder that is not there or holds no result of a run, files that cannot be read, a
/// schema_version or units other than those of this program, a result of another kind than the
/// first.
std::vector<RunResult> read_results(const std::vector<std::filesystem::path>& folders);

}  // namespace engram::sim
