#include "tests/published/ranc_bench.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>

#include "workloads/ranc/packets.hpp"

namespace engram::published {
namespace {

std::filesystem::path folder() {
  return std::filesystem::path(ENGRAM_REFERENCE_DIR) / "real" / "ranc" / "256";
}

}  // namespace

bool ranc_data_present() {
  return std::filesystem::exists(folder() / "csram_000.mem") &&
         std::filesystem::exists(folder() / "tb_correct.txt");
}

workloads::RancNetwork ranc_network() {
  workloads::RancOptions options;
  options.grid_width = 4;
  options.output_core = 8;
  return workloads::import_ranc(folder(), options);
}

workloads::SpikeTrain ranc_packets(const workloads::Network& network) {
  return workloads::read_ranc_packets(folder() / "tb_input.txt", network, ranc_timesteps);
}

std::vector<RancGroup> recorded_groups() {
  std::ifstream counts(folder() / "tb_num_outputs.txt");
  std::ifstream packets(folder() / "tb_correct.txt");
  std::vector<RancGroup> groups;
  for (std::size_t count = 0; counts >> count;) {
    RancGroup group;
    for (std::string bits; count > 0 && packets >> bits; --count) {
      group.push_back(static_cast<std::uint32_t>(std::stoul(bits, nullptr, 2)));
    }
    std::sort(group.begin(), group.end());
    groups.push_back(std::move(group));
  }
  return groups;
}

std::vector<RancGroup> groups_of(const workloads::RancNetwork& ranc,
                                 const std::vector<RancSpike>& spikes) {
  std::map<std::pair<std::uint64_t, std::uint32_t>, std::uint32_t> axon;
  for (const workloads::RancOutput& output : ranc.outputs) {
    axon[{output.population, output.neuron}] = output.axon;
  }
  std::vector<RancGroup> groups(ranc_timesteps);
  for (const RancSpike& spike : spikes) {
    const auto found = axon.find({spike.population, spike.neuron});
    if (found != axon.end()) groups[spike.timestep].push_back(found->second);
  }
  for (RancGroup& group : groups) std::sort(group.begin(), group.end());
  return groups;
}

void expect_recorded(const std::vector<RancGroup>& groups) {
  const std::vector<RancGroup> recorded = recorded_groups();
  ASSERT_EQ(recorded.size(), 10U);
  ASSERT_EQ(groups.size(), ranc_timesteps);
  std::size_t packets = 0;
  for (std::size_t tick = 0; tick < recorded.size(); ++tick) {
    EXPECT_EQ(groups[tick + 2], recorded[tick]) << "tick " << tick + 2;
    packets += groups[tick + 2].size();
  }
  EXPECT_EQ(packets, 539U);
  EXPECT_EQ(groups[0].size(), 250U);
  EXPECT_EQ(groups[1].size(), 31U);
  for (std::size_t tick = 12; tick < groups.size(); ++tick) EXPECT_EQ(groups[tick].size(), 31U);
}

}  // namespace engram::published
