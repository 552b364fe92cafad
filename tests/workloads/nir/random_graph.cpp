#include "random_graph.hpp"

#include "nir_writer.hpp"
#include "workloads/network/random.hpp"

namespace engram::workloads {
namespace {

std::vector<std::uint64_t> dims(const Shape& s) {
  if (s.height == 1 && s.width == 1) return {s.channels};
  if (s.height == 1) return {s.channels, s.width};
  return {s.channels, s.height, s.width};
}

/// Draws blocks of linear nodes that end in a neuron, some nested, some with a loop.
class Drawer {
 public:
  explicit Drawer(std::uint64_t seed) : stream_(seed, hash_name("random graph")) {}

  PlainGraph draw() {
    const Shape shapes[] = {{2, 4, 4}, {1, 5, 3}, {2, 1, 6}, {5, 1, 1}};
    shape_ = shapes[below(4)];
    PlainNode& input = add("in", "Input");
    std::vector<double> values;
    for (const std::uint64_t dim : dims(shape_)) values.push_back(static_cast<double>(dim));
    input.fields["shape"] = {values, {values.size()}};
    const std::uint32_t blocks = 1 + below(3);
    for (std::uint32_t block = 0; block < blocks; ++block) draw_block(block);
    const std::uint32_t ending = below(3);
    if (ending > 0) linear_nodes("last", 1 + below(2));
    if (ending == 2) draw_readout("readout");
    add("out", "Output");
    return std::move(graph_);
  }

 private:
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(stream_.below(n)); }
  double weight() {
    const double values[] = {-1, -0.5, 0.5, 1, 2, 0};
    return values[below(6)];
  }
  PlainField numbers(const std::vector<std::uint64_t>& shape) {
    std::uint64_t size = 1;
    for (const std::uint64_t dim : shape) size *= dim;
    PlainField field{{}, shape};
    for (std::uint64_t at = 0; at < size; ++at) field.values.push_back(weight());
    return field;
  }
  static PlainField one(double value) { return {{value}, {}}; }

  /// Appends a node behind the one before and an edge into it.
  PlainNode& add(const std::string& name, const std::string& type) {
    PlainNode node;
    std::string group;
    for (const std::string& outer : nest_) group += outer + "/nodes/";
    node.group = group + name;
    for (const std::string& outer : nest_) node.name += outer + ".";
    node.name += name;
    node.type = type;
    node.in = node.out = shape_;
    if (!before_.empty()) {
      node.sources = {before_};
      connect(edge_name_, name);
    }
    before_ = node.name;
    edge_name_ = name;
    graph_.nodes.push_back(std::move(node));
    return graph_.nodes.back();
  }
  void connect(const std::string& from, const std::string& to) {
    std::string graph;
    for (const std::string& outer : nest_) graph += (graph.empty() ? "" : "/nodes/") + outer;
    graph_.edges[graph].emplace_back(from, to);
  }

  void enter(const std::string& name) {
    connect(edge_name_, name);
    nest_.push_back(name);
    const std::string source = before_;
    before_.clear();
    PlainNode& port = add("port", "Input");
    port.sources = {source};
    std::vector<double> values;
    for (const std::uint64_t dim : dims(shape_)) values.push_back(static_cast<double>(dim));
    port.fields["shape"] = {values, {values.size()}};
  }
  void leave() {
    add("exit", "Output");
    edge_name_ = nest_.back();
    nest_.pop_back();
  }

  void draw_block(std::uint32_t block) {
    const std::string tag = "b" + std::to_string(block);
    const std::uint32_t depth = below(3);
    linear_nodes(tag + "x", below(3));
    for (std::uint32_t level = 0; level < depth; ++level) enter(tag + "g" + std::to_string(level));
    linear_nodes(tag + "y", 1 + below(2));
    const std::string neuron = draw_neuron(tag + ".n");
    if (below(2) == 0) draw_loop(tag + "rec", neuron);
    for (std::uint32_t level = 0; level < depth; ++level) leave();
  }

  void linear_nodes(const std::string& tag, std::uint32_t count) {
    for (std::uint32_t at = 0; at < count; ++at) linear_node(tag + std::to_string(at));
  }

  void linear_node(const std::string& name) {
    const bool map = shape_.height > 1 || shape_.width > 1;
    switch (below(map ? 8 : 5)) {
      case 0:
        return scale(name);
      case 1:
        return delay(name);
      case 2:
      case 3:
        return matrix(name);
      case 4:
        add(name, "Flatten");
        shape_ = {static_cast<std::uint32_t>(shape_.size()), 1, 1};
        graph_.nodes.back().out = shape_;
        return;
      case 5:
        return shape_.height == 1 ? convolution(name) : pool(name);
      default:
        return convolution(name);
    }
  }

  void scale(const std::string& name) {
    const Shape s = shape_;
    PlainField field = one(0.5);
    const std::uint32_t kind = below(3);
    if (kind == 1) field = numbers(dims(s));
    if (kind == 2 && s.height > 1) field = numbers({s.channels, 1, 1});
    add(name, "Scale").fields["scale"] = std::move(field);
  }

  void delay(const std::string& name) {
    PlainField field = one(plain_dt * below(3));
    if (below(2) == 0) {
      field = numbers(dims(shape_));
      for (double& value : field.values) value = plain_dt * below(3);
    }
    add(name, "Delay").fields["delay"] = std::move(field);
  }

  void matrix(const std::string& name) {
    const auto size = static_cast<std::uint32_t>(shape_.size());
    const std::uint32_t batches = size % 2 == 0 && below(3) == 0 ? 2 : 1;
    const std::uint32_t outs = 1 + below(4);
    const bool affine = below(2) == 0;
    PlainNode& node = add(name, affine ? "Affine" : "Linear");
    if (batches == 1) {
      node.fields["weight"] = numbers({outs, size});
    } else {
      node.fields["weight"] = numbers({batches, outs, size / batches});
    }
    if (affine) node.fields["bias"] = numbers({std::uint64_t{batches} * outs});
    shape_ = {batches * outs, 1, 1};
    node.out = shape_;
  }

  void convolution(const std::string& name) {
    const Shape in = shape_;
    const bool flat = in.height == 1;
    const std::uint32_t groups = in.channels % 2 == 0 ? 1 + below(2) : 1;
    const std::uint32_t outs = groups * (1 + below(2));
    const std::uint32_t kernel_y = flat ? 1 : 1 + below(2),
                        kernel_x = in.width > 1 ? 1 + below(2) : 1;
    const std::uint32_t stride = 1 + below(2), pad = below(2);
    PlainNode& node = add(name, flat ? "Conv1d" : "Conv2d");
    node.fields["weight"] = flat ? numbers({outs, in.channels / groups, kernel_x})
                                 : numbers({outs, in.channels / groups, kernel_y, kernel_x});
    if (below(2) == 0) node.fields["bias"] = numbers({outs});
    node.fields["stride"] = one(stride);
    node.fields["padding"] = one(pad);
    node.fields["dilation"] = one(1);
    node.fields["groups"] = one(groups);
    shape_.channels = outs;
    shape_.height = flat ? 1 : (in.height + 2 * pad - kernel_y) / stride + 1;
    shape_.width = (in.width + 2 * pad - kernel_x) / stride + 1;
    node.out = shape_;
  }

  void pool(const std::string& name) {
    const std::uint32_t kernel_y = 1 + below(2), kernel_x = shape_.width > 1 ? 1 + below(2) : 1;
    const std::uint32_t stride = 1 + below(2);
    PlainNode& node = add(name, below(2) == 0 ? "SumPool2d" : "AvgPool2d");
    node.fields["kernel_size"] = {{double(kernel_y), double(kernel_x)}, {2}};
    node.fields["stride"] = {{double(stride), double(stride)}, {2}};
    node.fields["padding"] = {{double(kernel_y / 2), 0}, {2}};
    shape_.height = (shape_.height + 2 * (kernel_y / 2) - kernel_y) / stride + 1;
    shape_.width = (shape_.width - kernel_x) / stride + 1;
    node.out = shape_;
  }

  /// Decays of 1/2 and 3/4, thresholds that sums can meet exactly.
  std::string draw_neuron(const std::string& name) {
    const char* types[] = {"IF", "LIF", "CubaLIF", "Threshold"};
    const std::string type = types[below(4)];
    PlainNode& node = add(name, type);
    const PlainField threshold = one(0.5 * (1 + below(3)));
    if (type == "Threshold") {
      node.fields["threshold"] = threshold;
      return node.name;
    }
    node.fields["r"] = one(below(2) == 0 ? 1 : 2);
    node.fields["v_threshold"] = threshold;
    if (type == "IF") {
      node.fields["v_reset"] = one(-0.5);
      return node.name;
    }
    node.fields["v_leak"] = one(0.5 * below(2));
    node.fields[type == "LIF" ? "tau" : "tau_mem"] = one(4 * plain_dt);
    if (type == "CubaLIF") {
      node.fields["tau_syn"] = one(2 * plain_dt);
      node.fields["w_in"] = one(1 + below(2));
    }
    return node.name;
  }

  void draw_readout(const std::string& name) {
    const char* types[] = {"I", "LI", "CubaLI"};
    const std::string type = types[below(3)];
    PlainNode& node = add(name, type);
    node.fields["r"] = one(1 + below(2));
    if (type == "I") return;
    node.fields["v_leak"] = one(0.5 * below(2));
    node.fields[type == "LI" ? "tau" : "tau_mem"] = one(4 * plain_dt);
    if (type == "CubaLI") node.fields["tau_syn"] = one(2 * plain_dt);
  }

  void draw_loop(const std::string& name, const std::string& neuron) {
    const std::string edge = edge_name_;
    const Shape shape = shape_;
    const std::uint64_t size = shape.size();
    PlainNode& node = add(name, "Affine");
    node.fields["weight"] = numbers({size, size});
    node.fields["bias"] = numbers({size});
    node.out = {static_cast<std::uint32_t>(size), 1, 1};
    node.late = true;
    connect(name, edge);
    before_ = neuron;
    edge_name_ = edge;
    shape_ = shape;
    for (PlainNode& each : graph_.nodes) {
      if (each.name == neuron) each.sources.push_back(graph_.nodes.back().name);
    }
  }

  RandomStream stream_;
  PlainGraph graph_;
  Shape shape_;
  std::string before_;     ///< full name of the node before
  std::string edge_name_;  ///< what edges of this level call it
  std::vector<std::string> nest_;
};

}  // namespace

PlainGraph random_graph(std::uint64_t seed) {
  return Drawer(seed).draw();
}

void write_nir(const PlainGraph& graph, const std::filesystem::path& file) {
  NirWriter writer(file);
  for (const auto& [group, edges] : graph.edges) {
    if (!group.empty()) writer.graph(group);  // sorted: outer ones first
  }
  for (const PlainNode& node : graph.nodes) {
    writer.node(node.group, node.type);
    for (const auto& [name, field] : node.fields) {
      writer.field(name, field.values, {field.shape.begin(), field.shape.end()});
    }
  }
  for (const auto& [group, edges] : graph.edges) writer.edges(edges, false, group);
}

}  // namespace engram::workloads
