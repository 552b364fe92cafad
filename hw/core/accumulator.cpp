#include "hw/core/accumulator.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace engram::hw {
namespace {

// Plain loops over raw pointers, so that the compiler vectorises the contiguous ones.
template <class Sum, class Addend>
void add_contiguous(Sum* sums, const Addend* addends, std::uint32_t size, Sum factor) {
  for (std::uint32_t index = 0; index < size; ++index) {
    sums[index] += factor * static_cast<Sum>(addends[index]);
  }
}

template <class Sum, class Addend>
void add_scattered(Sum* sums, std::uint8_t* received, const std::uint32_t* targets,
                   const Addend* addends, std::uint32_t size, Sum factor) {
  for (std::uint32_t index = 0; index < size; ++index) {
    const std::uint32_t target = targets[index];
    sums[target] += factor * static_cast<Sum>(addends[index]);
    received[target] = 1;
  }
}

template <class Sum, class Addend>
void add_row(Sum* sums, std::uint8_t* received, const std::uint32_t* targets, const Addend* addends,
             const SynapseRow& row, Sum factor) {
  if (row.contiguous) {
    add_contiguous(sums + row.first_target, addends, row.size, factor);
    std::fill_n(received + row.first_target, row.size, std::uint8_t{1});
  } else {
    add_scattered(sums, received, targets, addends, row.size, factor);
  }
}

void mark_row(std::uint8_t* received, const std::uint32_t* targets, const SynapseRow& row) {
  if (row.contiguous) {
    std::fill_n(received + row.first_target, row.size, std::uint8_t{1});
    return;
  }
  for (std::uint32_t index = 0; index < row.size; ++index) received[targets[index]] = 1;
}

}  // namespace

Accumulator::Accumulator(std::uint32_t neurons, bool real, std::uint64_t limit)
    : real_(real),
      bound_(limit),
      integers_(real ? 0 : neurons, 0),
      numbers_(real ? neurons : 0, 0.0),
      received_(neurons, 0) {}

void AdditionBound::add(std::uint64_t largest, std::uint64_t count) {
  std::uint64_t more = 0;
  if (__builtin_mul_overflow(largest, count, &more) || more > limit_ - bound_) {
    throw std::overflow_error("accumulator: additions of one timestep may exceed " +
                              std::to_string(limit_) + " (found an event count of " +
                              std::to_string(count) + ")");
  }
  bound_ += more;
}

void Accumulator::add(const SynapseRows& rows, const SynapseRow& row, std::uint64_t count) {
  dirty_ = true;
  if (!real_) bound_.add(row.largest, count);
  if (!sums_) {
    mark_row(received_.data(), rows.targets(row), row);
    return;
  }
  if (real_) {
    add_row(numbers_.data(), received_.data(), rows.targets(row), rows.addends(row), row,
            static_cast<double>(count));
    return;
  }
  add_row(integers_.data(), received_.data(), rows.targets(row), rows.levels(row), row,
          static_cast<std::int64_t>(count << rows.shift()));
}

void Accumulator::clear() {
  if (!dirty_) return;
  std::fill(integers_.begin(), integers_.end(), 0);
  std::fill(numbers_.begin(), numbers_.end(), 0.0);
  std::fill(received_.begin(), received_.end(), std::uint8_t{0});
  bound_.clear();
  dirty_ = false;
}

Count Accumulator::entries_received() const {
  if (!dirty_) return 0;
  return static_cast<Count>(std::count(received_.begin(), received_.end(), std::uint8_t{1}));
}

}  // namespace engram::hw
