#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace engram::workloads::learn {

/// The entries of a matrix that are not 0, line by line: spikes are few, and a product with few
/// non-zeros costs less as sums of lines.
template <class Scalar>
struct ActiveLines {
  std::vector<std::size_t> begin;  ///< of each line, and the end of the last
  std::vector<std::uint32_t> index;
  std::vector<Scalar> value;

  std::size_t lines() const { return begin.size() - 1; }
};

/// Entries of a rows x columns matrix that are not 0.
template <class Scalar>
std::size_t count_active(const Scalar* matrix, std::size_t rows, std::size_t columns);

/// By row, or by column (the rows of the transposed matrix).
template <class Scalar>
ActiveLines<Scalar> active_by_row(const Scalar* matrix, std::size_t rows, std::size_t columns);
template <class Scalar>
ActiveLines<Scalar> active_by_column(const Scalar* matrix, std::size_t rows, std::size_t columns);

/// c += a b for a dense b with `width` columns, a line of c at a time.
template <class Scalar>
void add_lines(const ActiveLines<Scalar>& a, const Scalar* b, std::size_t width, Scalar* c);

/// to (columns x rows) = or += from (rows x columns), transposed.
template <class Scalar>
void transpose(const Scalar* from, std::size_t rows, std::size_t columns, Scalar* to, bool add);

}  // namespace engram::workloads::learn
