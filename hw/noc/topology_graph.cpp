#include "hw/noc/topology_graph.hpp"

#include <set>

#include "hw/noc/make_topology.hpp"
#include "hw/noc/mesh.hpp"

namespace engram::hw {
namespace {

std::string place_text(const Coordinates& at) {
  return " (" + std::to_string(at.x) + ", " + std::to_string(at.y) + ")";
}

std::string contents_text(const ChipSpec& chip, const CoreSpec& core) {
  std::string text;
  for (const SliceSpec& slice : core.slices) {
    text += "\n" + chip.populations[slice.population].name + "[" + std::to_string(slice.first) +
            ".." + std::to_string(slice.first + slice.count - 1) + "]";
  }
  for (const ImageSpec& image : core.images) {
    text += "\n" + image.projection + ": " + std::to_string(image.image->rows) + " rows x " +
            std::to_string(image.image->targets) + " targets";
  }
  return text;
}

}  // namespace

std::string dot_string(const std::string& text) {
  std::string quoted = "\"";
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') quoted += '\\';
    if (letter == '\n') {
      quoted += "\\n";
    } else {
      quoted += letter;
    }
  }
  return quoted + "\"";
}

void write_topology(std::ostream& out, const Topology& topology,
                    const std::vector<std::string>& labels) {
  for (RouterId router = 0; router < topology.routers(); ++router) {
    out << router_name(router) << " [shape=box, label=" << dot_string(labels[router]) << "];\n";
  }
  std::set<std::pair<RouterId, RouterId>> links;  // virtual channels are one link
  for (const Channel& channel : topology.channels()) links.insert({channel.from, channel.to});
  for (const auto& [from, to] : links) {
    const bool back = links.count({to, from}) > 0;
    if (back && from > to) continue;
    out << router_name(from) << " -> " << router_name(to) << (back ? " [dir=both]" : "") << ";\n";
  }
}

void write_chip(std::ostream& out, const ChipSpec& chip) {
  const std::unique_ptr<Topology> topology = make_topology(chip);
  std::vector<std::string> labels;
  for (RouterId router = 0; router < topology->routers(); ++router) {
    labels.push_back(router_name(router) +
                     place_text({router % chip.mesh_width, router / chip.mesh_width}));
  }
  for (std::size_t index = 0; index < chip.cores.size(); ++index) {
    const CoreSpec& core = chip.cores[index];
    const RouterId router = router_of(chip, core);
    labels[router] +=
        "\ncore" + std::to_string(chip.dram ? router : index) + contents_text(chip, core);
  }
  write_topology(out, *topology, labels);
  if (chip.noc.topology != NocTopology::mesh) return;
  for (std::uint32_t y = 0; y < chip.mesh_height; ++y) {
    out << "{ rank=same;";
    for (std::uint32_t x = 0; x < chip.mesh_width; ++x) {
      out << " " << router_name(y * chip.mesh_width + x) << ";";
    }
    out << " }\n";
  }
}

}  // namespace engram::hw
