#pragma once

#include <cstdint>
#include <vector>

#include "workloads/mapping/mapping.hpp"

/// Routing tables (DESIGN definition 11), as plain data.
namespace engram::workloads {

struct RoutingEntry {
  std::uint32_t image = 0;  ///< index into CorePlan::images
  std::uint32_t row = 0;
};

/// One record a source neuron that reaches the core, ascending by (population, neuron); record r
/// has entries[begin[r] .. begin[r + 1]), ascending by (image, row). An event activates every
/// entry: one that overlapping pools lead to a row twice stands there twice.
struct AxonTable {
  std::vector<std::uint64_t> begin;
  std::vector<RoutingEntry> entries;
};

struct RoutingDestination {
  std::uint32_t core = 0, record = 0;
};

/// For neuron n of a population: destinations[begin[n] .. begin[n + 1]), ascending by core.
struct DestinationTable {
  std::vector<std::uint64_t> begin;
  std::vector<RoutingDestination> destinations;
};

struct Routing {
  std::vector<AxonTable> axons;                ///< by core
  std::vector<DestinationTable> destinations;  ///< by population
};

/// Follows every source neuron through its projections' stages to the rows that exist. A neuron
/// that reaches no row of a core has no record there.
Routing route(const Network& network, const Mapping& mapping);

}  // namespace engram::workloads
