#pragma once

#include <memory>

#include "controller_bench.hpp"
#include "random_rows.hpp"

/// What every twin of a controller is put through.
namespace engram::cosim {

/// How to make the twin, with a fault planted or without (0).
using MakeTwin = std::unique_ptr<ControllerTwin> (*)(unsigned fault);

struct TwinCase {
  std::string name;
  MakeTwin make;
  TwinShape shape;
  std::vector<Operation> operations;
};

/// A row, a column, an update that must be right, by name.
struct CornerVector {
  std::string name;
  std::vector<RowKind> rows;            ///< kinds of the first rows of the image
  std::vector<ControllerEvent> events;  ///< with operations that the twin lacks left out
  std::vector<std::int64_t> gradients;  ///< empty: of all kinds
};
std::vector<CornerVector> corner_vectors(const TwinShape& shape);

/// Sessions until so many cycles are compared: random images, events, back-pressure.
SessionResult run_random(ControllerTwin& twin, const TwinCase& twin_case, std::uint64_t cycles,
                         std::uint64_t seed);
SessionResult run_corner(ControllerTwin& twin, const TwinCase& twin_case,
                         const CornerVector& corner);
/// Random sessions, then all corner vectors; the first that disagrees.
SessionResult run_all(ControllerTwin& twin, const TwinCase& twin_case, std::uint64_t cycles);

}  // namespace engram::cosim
