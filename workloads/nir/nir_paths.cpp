#include "workloads/nir/nir_paths.hpp"

#include <algorithm>

#include "workloads/network/file_fault.hpp"
#include "workloads/nir/nir_way.hpp"

namespace engram::workloads {
namespace {

/// Bounds of what a file may ask for; real networks stay far below.
constexpr std::size_t longest_way = 256;
constexpr std::size_t most_paths = 4096;
/// In all paths of a population, unless it is one and holds one node's weights as the file does.
constexpr std::uint64_t most_weights = std::uint64_t{1} << 24;

/// Weights of a matrix from which on it is asked whether it must be copied.
constexpr std::uint64_t worth_moving = std::uint64_t{1} << 16;

class Tracer {
 public:
  Tracer(const NirWalk& walk, std::string source, std::set<std::string>& reached)
      : walk_(walk), source_(std::move(source)), reached_(reached) {}

  void follow(const std::string& from, NirWay way) {
    const std::vector<std::string> next = walk_.graph.successors(from);
    if (next.empty() && from != source_) {
      ++ends_;
      note(fault(from, "leads nowhere"));
    }
    for (const std::string& name : next) {
      try {
        if (&name == &next.back()) {  // the last takes what is there
          step(name, std::move(way));
        } else {
          step(name, way);
        }
      } catch (const FileFault& found) {
        ++ends_;
        note(found.what());
      } catch (const NetworkFault& found) {
        ++ends_;
        note(fault(name, found.what()));
      }
    }
  }

  std::vector<NirPath> take() {
    if (!faults_.empty()) throw FileFault(faults_);
    return std::move(paths_);
  }

 private:
  void note(const std::string& text) { faults_ += (faults_.empty() ? "" : "\n") + text; }
  std::string fault(const std::string& name, const std::string& what) const {
    return walk_.file + ": " + walk_.graph.nodes.at(name).path + ": " + what;
  }
  [[noreturn]] void fail(const std::string& name, const std::string& what) const {
    throw FileFault(fault(name, what));
  }

  void step(const std::string& name, NirWay way) {
    if (std::find(visited_.begin(), visited_.end(), name) != visited_.end()) {
      fail(name, "a loop that holds no neuron");
    }
    if (visited_.size() >= longest_way || ends_ >= most_paths) {
      fail(name, "more than " + std::to_string(longest_way) + " nodes in a row or " +
                     std::to_string(most_paths) + " paths between '" + source_ +
                     "' and the next neurons");
    }
    reached_.insert(name);
    NirNode& node = walk_.graph.nodes.at(name);
    if (std::holds_alternative<NirNeuron>(node.content)) return end(name, way, false);
    if (std::holds_alternative<NirOutput>(node.content)) return end(name, way, true);
    if (std::holds_alternative<NirInput>(node.content)) fail(name, "an edge leads into an Input");
    visited_.push_back(name);
    if (const auto* delay = std::get_if<NirDelay>(&node.content)) {
      pass_delay(name, *delay, way);
    } else {
      pass(name, node, way);
      way.extend_keys(name);
      follow(name, std::move(way));
    }
    visited_.pop_back();
  }

  void pass(const std::string& name, NirNode& node, NirWay& way) const {
    auto& content = node.content;
    if (auto* linear = std::get_if<NirLinear>(&content)) {
      const bool large = std::uint64_t{linear->outputs} * linear->inputs >= worth_moving;
      const bool once = large && walk_.graph.is_met_once(name);
      way.pass_linear(name, once ? std::move(*linear) : *linear, walk_.options.transposed_weights);
    } else if (const auto* conv = std::get_if<NirConv>(&content)) {
      way.pass_conv(name, *conv);
    } else if (const auto* pool = std::get_if<NirPool>(&content)) {
      way.pass_pool(*pool);
    } else if (const auto* scale = std::get_if<NirScale>(&content)) {
      way.pass_scale(*scale);
    } else if (const auto* port = std::get_if<NirPort>(&content)) {
      way.pass_port(*port);
    } else if (std::holds_alternative<NirFlatten>(content)) {
      way.pass_flatten();
    }
  }

  void pass_delay(const std::string& name, const NirDelay& delay, const NirWay& way) {
    const bool stated = walk_.options.time_unit.has_value();
    for (NirWay& part : way.pass_delay(delay, walk_.dt, stated)) {
      part.extend_keys(name);
      follow(name, std::move(part));
    }
  }

  void end(const std::string& name, NirWay& way, bool to_output) {
    ++ends_;
    NirPath path;
    path.target = name;
    path.to_output = to_output;
    path.plain = way.plain();
    Projection& projection = path.projection;
    if (way.weighted().empty()) {
      projection.name = source_ + "->" + name;
      projection.origin = walk_.file + ": /node/edges: " + projection.name;
    } else {
      projection.name = way.weighted();
      projection.origin = walk_.file + ": " + walk_.graph.nodes.at(way.first_weighted()).path;
    }
    way.extend_keys(name);
    weights_ += way.weight_count();
    if (weights_ > most_weights && (!way.as_in_file() || !paths_.empty())) {
      fail(name, "the paths from '" + source_ + "' have more than " + std::to_string(most_weights) +
                     " weights together");
    }
    way.end(path);
    paths_.push_back(std::move(path));
  }

  const NirWalk& walk_;
  std::string source_;
  std::set<std::string>& reached_;
  std::vector<std::string> visited_;  ///< nodes on the way that is being followed
  std::size_t ends_ = 0;              ///< of ways, with those that failed
  std::uint64_t weights_ = 0;
  std::vector<NirPath> paths_;
  std::string faults_;
};

}  // namespace

std::vector<NirPath> paths_from(const NirWalk& walk, const std::string& name, const Shape& shape,
                                std::set<std::string>& reached) {
  Tracer tracer(walk, name, reached);
  tracer.follow(name, NirWay(shape));
  return tracer.take();
}

}  // namespace engram::workloads
