#include "workloads/nir/graph_writer.hpp"

#include <algorithm>

#include "workloads/nir/engram_metadata.hpp"

namespace engram::workloads {
namespace {

std::string path_of(const std::string& node, const std::string& field) {
  return node_path(node) + "/" + field;
}

}  // namespace

GraphWriter::GraphWriter(const std::filesystem::path& file) : file_(file) {
  file_.text("/version", "1.0.6");  // of the library whose layout this is
  file_.text("/node/type", "NIRGraph");
}

std::string GraphWriter::take_name(std::string wanted) {
  std::replace(wanted.begin(), wanted.end(), '/', '_');
  std::string name = wanted;
  for (int use = 2; !taken_.insert(name).second; ++use) name = wanted + "." + std::to_string(use);
  return name;
}

void GraphWriter::node(const std::string& name, const std::string& type) {
  text(name, "type", type);
}

bool GraphWriter::has_edge(const std::string& from, const std::string& to) const {
  return std::find(edges_.begin(), edges_.end(), std::pair(from, to)) != edges_.end();
}

void GraphWriter::numbers(const std::string& name, const std::string& field,
                          const PerNeuron& values, const Dims& dims) {
  std::uint64_t size = 1;
  for (const std::uint64_t dim : dims) size *= dim;
  std::vector<double> all(size);
  for (std::size_t neuron = 0; neuron < size; ++neuron) all[neuron] = values[neuron];
  file_.doubles(path_of(name, field), all, dims);
}

void GraphWriter::wholes(const std::string& name, const std::string& field,
                         const std::vector<std::int64_t>& values) {
  file_.integers(path_of(name, field), values, {values.size()});
}

void GraphWriter::whole(const std::string& name, const std::string& field, std::int64_t value) {
  file_.integers(path_of(name, field), {value}, {});
}

void GraphWriter::text(const std::string& name, const std::string& field,
                       const std::string& value) {
  file_.text(path_of(name, field), value);
}

void GraphWriter::weights(const std::string& name, const std::string& field,
                          const Projection& projection, const std::vector<double>& values,
                          const Dims& dims) {
  if (projection.quantization.format.kind == WeightKind::float32) {
    file_.floats(path_of(name, field), {values.begin(), values.end()}, dims);
  } else {
    file_.doubles(path_of(name, field), values, dims);
  }
}

}  // namespace engram::workloads
