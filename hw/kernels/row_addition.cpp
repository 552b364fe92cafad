#include "hw/kernels/row_addition.hpp"

#include <algorithm>

// Highway compiles what lies between HWY_BEFORE_NAMESPACE and HWY_AFTER_NAMESPACE once for every
// instruction set, by including this file again.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "hw/kernels/row_addition.cpp"
#include <hwy/foreach_target.h>
// After it:
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace engram::hw::HWY_NAMESPACE {
namespace simd = ::hwy::HWY_NAMESPACE;

#if HWY_TARGET != HWY_SCALAR
using Wide = simd::ScalableTag<std::int32_t>;
using Partial = simd::Repartition<std::int16_t, Wide>;
using Levels = simd::Rebind<std::int8_t, Partial>;

/// So many rows of 8-bit levels cannot overflow a 16-bit sum.
constexpr std::size_t kRowsOfPartialSums = 256;

/// sums += factor x partial
HWY_INLINE void put(simd::Vec<Partial> partial, std::int32_t factor, std::int32_t* sums) {
  const Wide wide;
  const simd::Half<Partial> half;
  const auto times = simd::Set(wide, factor);
  const std::size_t lanes = simd::Lanes(wide);
  const auto low = simd::PromoteTo(wide, simd::LowerHalf(half, partial));
  const auto high = simd::PromoteTo(wide, simd::UpperHalf(half, partial));
  simd::StoreU(simd::Add(simd::LoadU(wide, sums), simd::Mul(times, low)), wide, sums);
  sums += lanes;
  simd::StoreU(simd::Add(simd::LoadU(wide, sums), simd::Mul(times, high)), wide, sums);
}

HWY_INLINE simd::Vec<Partial> load(const std::int8_t* levels) {
  return simd::PromoteTo(Partial(), simd::LoadU(Levels(), levels));
}

/// A strip of four vectors of targets, all rows; one of one vector.
HWY_INLINE void add_strip(const std::int8_t* levels, std::span<const std::uint64_t> rows,
                          std::size_t at, std::int32_t factor, std::int32_t* sums) {
  const std::size_t lanes = simd::Lanes(Partial());
  auto a = simd::Zero(Partial()), b = a, c = a, d = a;
  for (const std::uint64_t begin : rows) {
    const std::int8_t* const row = levels + begin;
    a = simd::Add(a, load(row + at));
    b = simd::Add(b, load(row + at + lanes));
    c = simd::Add(c, load(row + at + 2 * lanes));
    d = simd::Add(d, load(row + at + 3 * lanes));
  }
  put(a, factor, sums + at);
  put(b, factor, sums + at + lanes);
  put(c, factor, sums + at + 2 * lanes);
  put(d, factor, sums + at + 3 * lanes);
}

HWY_INLINE void add_vector(const std::int8_t* levels, std::span<const std::uint64_t> rows,
                           std::size_t at, std::int32_t factor, std::int32_t* sums) {
  auto sum = simd::Zero(Partial());
  for (const std::uint64_t row : rows) sum = simd::Add(sum, load(levels + row + at));
  put(sum, factor, sums + at);
}

/// The same of eight targets, of four where a vector holds no more.
using Eight = simd::CappedTag<std::int32_t, 8>;

HWY_INLINE void add_eight(const std::int8_t* levels, std::span<const std::uint64_t> rows,
                          std::size_t at, std::int32_t factor, std::int32_t* sums) {
  const Eight wide;
  const simd::Rebind<std::int16_t, Eight> partial;
  const simd::Rebind<std::int8_t, Eight> narrow;
  auto sum = simd::Zero(partial);
  for (const std::uint64_t row : rows) {
    sum = simd::Add(sum, simd::PromoteTo(partial, simd::LoadU(narrow, levels + row + at)));
  }
  const auto addend = simd::Mul(simd::Set(wide, factor), simd::PromoteTo(wide, sum));
  simd::StoreU(simd::Add(simd::LoadU(wide, sums + at), addend), wide, sums + at);
}

/// Whole vectors of targets, and fours or eights behind them; returns how many targets that is.
std::size_t add_vectors(const std::int8_t* levels, std::span<const std::uint64_t> rows,
                        std::size_t size, std::int32_t factor, std::int32_t* sums) {
  const std::size_t lanes = simd::Lanes(Partial());
  std::size_t end = 0;
  for (std::size_t first = 0; first < rows.size(); first += kRowsOfPartialSums) {
    const auto some = rows.subspan(first, std::min(kRowsOfPartialSums, rows.size() - first));
    std::size_t at = 0;
    for (; at + 4 * lanes <= size; at += 4 * lanes) add_strip(levels, some, at, factor, sums);
    for (; at + lanes <= size; at += lanes) add_vector(levels, some, at, factor, sums);
    const std::size_t eight = simd::Lanes(Eight());
    for (; at + eight <= size; at += eight) add_eight(levels, some, at, factor, sums);
    end = at;
  }
  return end;
}
#endif

void add_rows(const std::int8_t* levels, std::span<const std::uint64_t> rows, std::size_t size,
              std::int32_t factor, std::int32_t* sums) {
  std::size_t at = 0;
#if HWY_TARGET != HWY_SCALAR
  at = add_vectors(levels, rows, size, factor, sums);
#endif
  if (at == size) return;
  for (const std::uint64_t row : rows) {
    for (std::size_t k = at; k < size; ++k) sums[k] += factor * levels[row + k];
  }
}

/// `once`: the factor is 1, as mostly, and need not be multiplied by.
template <bool once>
HWY_INLINE void add_runs_of(const RunsEvent& event, const Run* runs, const std::int8_t* levels,
                            std::int32_t* sums, std::uint8_t* received) {
#if HWY_TARGET != HWY_SCALAR
  const simd::CappedTag<std::int32_t, kRunTargets> wide;
  const simd::Rebind<std::int8_t, decltype(wide)> narrow;
  const auto times = simd::Set(wide, event.factor);
#endif
  const std::int8_t* level = levels + event.levels;
  std::int32_t* const first = sums + event.first_target;
  std::uint8_t* const flags = received + event.first_target;
  const Run* const end = runs + event.runs + event.size;
  for (const Run* run = runs + event.runs; run != end; ++run, level += kRunTargets) {
    std::int32_t* const to = first + run->first;
#if HWY_TARGET != HWY_SCALAR
    for (std::size_t k = 0; k < kRunTargets; k += simd::Lanes(wide)) {
      auto addend = simd::PromoteTo(wide, simd::LoadU(narrow, level + k));
      if (!once) addend = simd::Mul(times, addend);
      simd::StoreU(simd::Add(simd::LoadU(wide, to + k), addend), wide, to + k);
    }
#else
    for (std::size_t k = 0; k < kRunTargets; ++k) to[k] += event.factor * level[k];
#endif
    mark_run(*run, flags);
  }
}

/// Events of neighbours have targets in common, a few places apart: a sum that is read while it is
/// still being written with others has to wait. So neighbours do not follow each other.
void add_runs(std::span<const RunsEvent> events, const Run* runs, const std::int8_t* levels,
              std::int32_t* sums, std::uint8_t* received) {
  constexpr std::size_t kApart = 8;
  for (std::size_t first = 0; first < std::min(kApart, events.size()); ++first) {
    for (std::size_t at = first; at < events.size(); at += kApart) {
      if (events[at].factor == 1) {
        add_runs_of<true>(events[at], runs, levels, sums, received);
      } else {
        add_runs_of<false>(events[at], runs, levels, sums, received);
      }
    }
  }
}

std::uint64_t count_flags(std::span<const std::uint8_t> flags) {
  std::uint64_t count = 0;
  std::size_t at = 0;
#if HWY_TARGET != HWY_SCALAR
  const simd::ScalableTag<std::uint8_t> bytes;
  const simd::RepartitionToWide<simd::RepartitionToWide<simd::RepartitionToWide<decltype(bytes)>>>
      words;
  auto sums = simd::Zero(words);
  for (; at + simd::Lanes(bytes) <= flags.size(); at += simd::Lanes(bytes)) {
    sums = simd::Add(sums, simd::SumsOf8(simd::LoadU(bytes, flags.data() + at)));
  }
  count = simd::GetLane(simd::SumOfLanes(words, sums));
#endif
  for (; at < flags.size(); ++at) count += flags[at];
  return count;
}

}  // namespace engram::hw::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace engram::hw {
namespace {
HWY_EXPORT(add_rows);
HWY_EXPORT(add_runs);
HWY_EXPORT(count_flags);
}  // namespace

void add_rows(const std::int8_t* levels, std::span<const std::uint64_t> rows, std::size_t size,
              std::int32_t factor, std::int32_t* sums) {
  HWY_DYNAMIC_DISPATCH(add_rows)(levels, rows, size, factor, sums);
}

void add_runs(std::span<const RunsEvent> events, const Run* runs, const std::int8_t* levels,
              std::int32_t* sums, std::uint8_t* received) {
  HWY_DYNAMIC_DISPATCH(add_runs)(events, runs, levels, sums, received);
}

std::uint64_t count_flags(std::span<const std::uint8_t> flags) {
  return HWY_DYNAMIC_DISPATCH(count_flags)(flags);
}

}  // namespace engram::hw
#endif
