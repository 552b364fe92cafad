#include "sim/results/chip_csv.hpp"

#include <map>
#include <set>

#include "hw/noc/link_loads.hpp"
#include "hw/noc/make_topology.hpp"
#include "sim/config/json_writer.hpp"
#include "sim/results/csv.hpp"

namespace engram::sim {
namespace {

std::string router_place(const hw::ChipSpec& chip, hw::RouterId router) {
  return std::to_string(router % chip.mesh_width) + ',' + std::to_string(router / chip.mesh_width);
}

}  // namespace

std::string areas_csv(const Outcome& outcome) {
  std::map<std::pair<std::string, std::string>, const MemoryShape*> shapes;
  for (const MemoryActivity& memory : outcome.activity.memories) {
    shapes[{memory.block, memory.name}] = &memory.shape;
  }
  std::string text =
      "block,name,part,area_um2,leakage_nw,words,word_bits,banks,kind,composition,note\n";
  for (const energy::AreaLine& line : outcome.ledgers.front().areas) {
    const auto found = shapes.find({line.block, line.name});
    const MemoryShape* shape = found == shapes.end() ? nullptr : found->second;
    text += csv_field(line.block) + ',' + csv_field(line.name) + ',' +
            (shape == nullptr ? "" : to_string(line.part)) + ',' + shortest(line.area_um2) + ',' +
            shortest(line.leakage_nw) + ',';
    if (shape == nullptr) {
      text += ",,,logic,";
    } else {
      text += std::to_string(shape->words) + ',' + std::to_string(shape->word_bits) + ',' +
              std::to_string(shape->banks) + (shape->registers ? ",registers," : ",sram,");
    }
    text += csv_field(line.composition) + ',' + csv_field(line.note) + '\n';
  }
  return text;
}

std::string cores_csv(const hw::ChipSpec& chip) {
  std::string text = "core,router,x,y,population,first,neurons\n";
  for (std::size_t core = 0; core < chip.cores.size(); ++core) {
    const hw::RouterId router = hw::router_of(chip, chip.cores[core]);
    for (const hw::SliceSpec& slice : chip.cores[core].slices) {
      text += "core" + std::to_string(core) + ',' + std::to_string(router) + ',' +
              router_place(chip, router) + ',' +
              csv_field(chip.populations[slice.population].name) + ',' +
              std::to_string(slice.first) + ',' + std::to_string(slice.count) + '\n';
    }
  }
  return text;
}

std::string links_csv(const Prepared& prepared, const Outcome& outcome) {
  const std::unique_ptr<hw::Topology> topology = hw::make_topology(prepared.chip);
  std::vector<Count> loads(topology->links(), 0);
  for (const hw::SampleResult& sample : outcome.samples) {
    const std::vector<Count> more = link_loads(prepared.chip, *topology, sample.neuron_spikes);
    for (std::size_t link = 0; link < loads.size(); ++link) loads[link] += more[link];
  }
  std::string text = "from,to,from_x,from_y,to_x,to_y,link,flits\n";
  std::set<std::uint32_t> told;
  for (const hw::Channel& channel : topology->channels()) {
    const Count flits = told.insert(channel.link).second ? loads[channel.link] : 0;
    text += std::to_string(channel.from) + ',' + std::to_string(channel.to) + ',' +
            router_place(prepared.chip, channel.from) + ',' +
            router_place(prepared.chip, channel.to) + ',' + std::to_string(channel.link) + ',' +
            std::to_string(flits) + '\n';
  }
  return text;
}

std::string timestep_energy_csv(const Prepared& prepared, const Outcome& outcome) {
  std::string text = "sample,timestep";
  for (int part = 0; part < kParts; ++part) {
    text += std::string(",") + to_string(static_cast<Part>(part)) + "_aj";
  }
  text += '\n';
  for (std::size_t sample = 0; sample < outcome.timestep_energy.size(); ++sample) {
    const std::string name = csv_field(prepared.samples[sample].name);
    for (std::size_t step = 0; step < outcome.timestep_energy[sample].size(); ++step) {
      text += name + ',' + std::to_string(step);
      for (const Energy part : outcome.timestep_energy[sample][step]) text += ',' + to_string(part);
      text += '\n';
    }
  }
  return text;
}

}  // namespace engram::sim
