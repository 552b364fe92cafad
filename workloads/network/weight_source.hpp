#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

/// Weights that are not there: made part by part, whenever they are asked for. Those of one large
/// dense projection take four bytes each, several times what its chip keeps of them; who only wants
/// to round them goes through a file, or through the draws, twice, and never has them all.
namespace engram::workloads {

using WeightVisit = std::function<void(std::span<const float>)>;

struct WeightSource {
  std::uint64_t count = 0;  ///< of all weights
  /// Calls back with all weights, ascending, in parts that stay in a cache where that is possible;
  /// the same at every call. What it throws is what reading the weights throws. Empty: no source.
  std::function<void(const WeightVisit&)> visit = {};
  explicit operator bool() const { return visit != nullptr; }
};

/// Weights of a part.
inline constexpr std::size_t kWeightPart = 1 << 16;

/// From how many weights on a projection may keep its source: those of fewer are nothing to save,
/// and a file of fewer is read at once.
inline constexpr std::uint64_t kLargeProjection = std::uint64_t{1} << 22;
inline constexpr std::uint64_t kNoProjection = ~std::uint64_t{0};

std::vector<float> all_weights(const WeightSource& source);

struct Network;
struct Projection;

/// Puts the weights in the place of their source. Nothing where they are there.
void fetch_weights(Projection& projection);
void fetch_weights(Network& network);

/// Weights of a projection, there or not, and how many.
void visit_weights(const Projection& projection, const WeightVisit& visit);
std::uint64_t weight_count(const Projection& projection);

}  // namespace engram::workloads
