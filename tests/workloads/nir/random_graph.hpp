#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "workloads/network/projection.hpp"

/// Random NIR graphs whose arithmetic is exact: weights, factors and decays are small dyadic
/// numbers, so that no order of summing matters.
namespace engram::workloads {

struct PlainField {
  std::vector<double> values;
  std::vector<std::uint64_t> shape;  ///< empty: scalar
};

/// One node, as the file holds it, and what the evaluator needs beside.
struct PlainNode {
  std::string name;   ///< full, "outer.inner"
  std::string group;  ///< of the file: "outer/nodes/inner"
  std::string type;
  std::map<std::string, PlainField> fields;
  Shape in, out;
  std::vector<std::string> sources;  ///< full names
  bool late = false;                 ///< hands on what it received the step before (loops)
};

struct PlainGraph {
  std::vector<PlainNode> nodes;  ///< sources first, but for loops
  /// Edges by the group of their graph ("" or "outer"), as the file holds them.
  std::map<std::string, std::vector<std::pair<std::string, std::string>>> edges;
};

PlainGraph random_graph(std::uint64_t seed);
void write_nir(const PlainGraph& graph, const std::filesystem::path& file);

/// Length of a timestep in the graphs' unit of time.
inline constexpr double plain_dt = 0.25;

}  // namespace engram::workloads
