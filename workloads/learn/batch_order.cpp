#include "workloads/learn/batch_order.hpp"

#include <numeric>
#include <utility>

#include "workloads/network/random.hpp"

namespace engram::workloads::learn {

std::vector<std::uint64_t> sample_order(std::uint64_t samples, std::uint64_t seed,
                                        std::uint64_t epoch) {
  std::vector<std::uint64_t> order(samples);
  std::iota(order.begin(), order.end(), std::uint64_t{0});
  RandomStream draws(seed, random_bits(hash_name("batch order"), epoch, 0, 0));
  for (std::uint64_t left = samples; left > 1; --left) {
    std::swap(order[left - 1], order[draws.below(left)]);
  }
  return order;
}

}  // namespace engram::workloads::learn
