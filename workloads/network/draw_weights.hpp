#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "workloads/network/generate.hpp"
#include "workloads/network/random.hpp"

/// Drawing the weights of a WeightDescription.
namespace engram::workloads {

/// What is wrong with a description whose projection has `positions` places, one fault an entry.
std::vector<std::string> weight_faults(const WeightDescription& description,
                                       std::uint64_t positions);

/// Calls visit(place) for exactly round(density * positions) places, ascending, each once, by
/// selection sampling (Knuth, The Art of Computer Programming 2, algorithm 3.4.2 S). Where that is
/// all of them nothing is drawn. Precondition: 0 <= density <= 1.
template <class Visit>
void draw_positions(std::uint64_t positions, double density, RandomStream& stream, Visit visit) {
  auto wanted = static_cast<std::uint64_t>(std::llround(density * static_cast<double>(positions)));
  std::uint64_t at = 0;
  // Together while the last place cannot be among them, so that no draw is one too many.
  std::array<std::uint64_t, RandomStream::kFalling> draws;
  while (wanted >= draws.size() && positions - at >= wanted + draws.size()) {
    stream.below_falling(positions - at, draws);
    for (const std::uint64_t draw : draws) {
      if (draw < wanted) {
        visit(at);
        --wanted;
      }
      ++at;
    }
  }
  for (; at < positions && wanted > 0; ++at) {
    const std::uint64_t left = positions - at;
    if (wanted < left && stream.below(left) >= wanted) continue;
    visit(at);
    --wanted;
  }
}

/// The description with a spread that follows the fan-in turned into the distribution that it is
/// for `fan_in` inputs a neuron. Precondition: no weight_faults().
WeightDescription with_fan_in(WeightDescription description, double fan_in);

/// One weight, never 0. Precondition: no weight_faults(), kind not `values`, fan-in resolved.
float draw_weight(const WeightDescription& description, RandomStream& stream);

}  // namespace engram::workloads
