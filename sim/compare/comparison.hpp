#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/compare/run_result.hpp"

namespace engram::sim {

/// One figure of several results.
struct ComparedFigure {
  std::string id, unit;                       ///< as in ResultFigure
  std::vector<std::optional<double>> values;  ///< by result; nothing where it lacks the figure

  /// "" for headline figures, else "part", "memory" or "layer".
  std::string group() const;
  /// Value of a result over that of the base: 1 where both are 0, nothing where one is not there or
  /// the base alone is 0.
  std::optional<double> ratio(std::size_t result) const;
  /// |value - base| / |base|: infinite where the base alone is 0 or one of the two is not there, 0
  /// where neither is.
  double difference(std::size_t result) const;
};

/// What ran; `values` by result, empty where it is not said.
struct ComparedContext {
  std::string key;
  std::vector<std::string> values;
  bool differs() const;
};

/// Results side by side; the first is the base.
struct Comparison {
  std::vector<std::string> folders;
  std::vector<ComparedContext> context;
  /// Headline figures, then by part, memory, layer; in each group in the base's order, then what
  /// only others have.
  std::vector<ComparedFigure> figures;

  const ComparedFigure* find(const std::string& id) const;
};

/// Precondition: at least one result.
Comparison compare(const std::vector<RunResult>& results);

}  // namespace engram::sim
