#include "workloads/learn/connections/active_lines.hpp"

#include <algorithm>

namespace engram::workloads::learn {

template <class Scalar>
std::size_t count_active(const Scalar* matrix, std::size_t rows, std::size_t columns) {
  std::size_t active = 0;
  for (std::size_t k = 0; k < rows * columns; ++k) active += matrix[k] != 0;
  return active;
}

template <class Scalar>
ActiveLines<Scalar> active_by_row(const Scalar* matrix, std::size_t rows, std::size_t columns) {
  ActiveLines<Scalar> active;
  active.begin = {0};
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::uint32_t column = 0; column < columns; ++column) {
      const Scalar value = matrix[row * columns + column];
      if (value == 0) continue;
      active.index.push_back(column);
      active.value.push_back(value);
    }
    active.begin.push_back(active.index.size());
  }
  return active;
}

template <class Scalar>
ActiveLines<Scalar> active_by_column(const Scalar* matrix, std::size_t rows, std::size_t columns) {
  const ActiveLines<Scalar> by_row = active_by_row(matrix, rows, columns);
  ActiveLines<Scalar> active;
  active.begin.assign(columns + 1, 0);
  for (const std::uint32_t column : by_row.index) ++active.begin[column + 1];
  for (std::size_t column = 0; column < columns; ++column) {
    active.begin[column + 1] += active.begin[column];
  }
  active.index.resize(by_row.index.size());
  active.value.resize(by_row.index.size());
  std::vector<std::size_t> next(active.begin.begin(), active.begin.end() - 1);
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t at = by_row.begin[row]; at < by_row.begin[row + 1]; ++at) {
      const std::size_t to = next[by_row.index[at]]++;
      active.index[to] = static_cast<std::uint32_t>(row);
      active.value[to] = by_row.value[at];
    }
  }
  return active;
}

template <class Scalar>
void add_lines(const ActiveLines<Scalar>& a, const Scalar* b, std::size_t width, Scalar* c) {
  for (std::size_t line = 0; line < a.lines(); ++line, c += width) {
    Scalar* const __restrict sum = c;
    std::size_t at = a.begin[line];
    const std::size_t end = a.begin[line + 1];
    const auto other = [&](std::size_t k) { return b + a.index[k] * width; };
    for (; at + 4 <= end; at += 4) {  // four at a time: the sum is loaded and stored less often
      const Scalar* const __restrict p = other(at), * const __restrict q = other(at + 1), * const __restrict r = other(at + 2), * const __restrict s = other(at + 3);
      const Scalar vp = a.value[at], vq = a.value[at + 1], vr = a.value[at + 2],
                   vs = a.value[at + 3];
      for (std::size_t n = 0; n < width; ++n) {
        sum[n] += (vp * p[n] + vq * q[n]) + (vr * r[n] + vs * s[n]);
      }
    }
    for (; at < end; ++at) {
      const Scalar* const __restrict p = other(at);
      const Scalar value = a.value[at];
      for (std::size_t n = 0; n < width; ++n) sum[n] += value * p[n];
    }
  }
}

template <class Scalar>
void transpose(const Scalar* from, std::size_t rows, std::size_t columns, Scalar* to, bool add) {
  constexpr std::size_t kTile = 16;
  for (std::size_t r0 = 0; r0 < rows; r0 += kTile) {
    for (std::size_t c0 = 0; c0 < columns; c0 += kTile) {
      for (std::size_t c = c0; c < std::min(c0 + kTile, columns); ++c) {
        for (std::size_t r = r0; r < std::min(r0 + kTile, rows); ++r) {
          Scalar& place = to[c * rows + r];
          place = (add ? place : Scalar{0}) + from[r * columns + c];
        }
      }
    }
  }
}

#define ENGRAM_ACTIVE_LINES(Scalar)                                                         \
  template std::size_t count_active(const Scalar*, std::size_t, std::size_t);               \
  template ActiveLines<Scalar> active_by_row(const Scalar*, std::size_t, std::size_t);      \
  template ActiveLines<Scalar> active_by_column(const Scalar*, std::size_t, std::size_t);   \
  template void add_lines(const ActiveLines<Scalar>&, const Scalar*, std::size_t, Scalar*); \
  template void transpose(const Scalar*, std::size_t, std::size_t, Scalar*, bool);
ENGRAM_ACTIVE_LINES(float)
ENGRAM_ACTIVE_LINES(double)
#undef ENGRAM_ACTIVE_LINES

}  // namespace engram::workloads::learn
