#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "workloads/hdf5/hdf5_writer.hpp"
#include "workloads/network/network.hpp"

namespace engram::workloads {

/// Writes nodes and edges of a NIR graph; what they mean is the caller's.
class GraphWriter {
 public:
  using Dims = Hdf5Writer::Shape;

  explicit GraphWriter(const std::filesystem::path& file);

  /// A name that no node has: `wanted` without '/', else with ".2", ".3", ... behind it.
  std::string take_name(std::string wanted);
  void node(const std::string& name, const std::string& type);
  void edge(const std::string& from, const std::string& to) { edges_.emplace_back(from, to); }
  bool has_edge(const std::string& from, const std::string& to) const;

  /// Fields of node `name`. Numbers are spread over `dims`.
  void numbers(const std::string& name, const std::string& field, const PerNeuron& values,
               const Dims& dims);
  void wholes(const std::string& name, const std::string& field,
              const std::vector<std::int64_t>& values);
  void whole(const std::string& name, const std::string& field, std::int64_t value);
  void text(const std::string& name, const std::string& field, const std::string& value);
  /// Float32 as the network has them, or the doubles that levels stand for.
  void weights(const std::string& name, const std::string& field, const Projection& projection,
               const std::vector<double>& values, const Dims& dims);

  /// Writes the edges and lets `more` (metadata) follow; then the file takes its place.
  template <class More>
  void commit(More more) {
    file_.pairs("/node/edges", edges_);
    more(file_);
    file_.commit();
  }

 private:
  Hdf5Writer file_;
  std::set<std::string> taken_;
  std::vector<std::pair<std::string, std::string>> edges_;
};

}  // namespace engram::workloads
