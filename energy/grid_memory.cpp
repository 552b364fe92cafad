#include <algorithm>
#include <array>
#include <cmath>

#include "energy/memory_technology.hpp"

namespace engram::energy {
namespace {

using Point = SramGrid::Point;

/// Where a value lies between two neighbours of an axis; low == high on a grid line.
struct Place {
  std::uint64_t low = 0, high = 0;
  double share = 0;  ///< 0 at low, 1 at high, in logarithms
};

Place place(const std::vector<std::uint64_t>& axis, std::uint64_t value) {
  const auto high = std::lower_bound(axis.begin(), axis.end(), value);
  if (*high == value) return {value, value, 0};
  const double low = static_cast<double>(*(high - 1));
  return {*(high - 1), *high,
          std::log(static_cast<double>(value) / low) / std::log(static_cast<double>(*high) / low)};
}

std::vector<std::uint64_t> axis(const SramGrid& grid, std::uint64_t (*coordinate)(const Point&)) {
  std::vector<std::uint64_t> values;
  for (const Point& point : grid.points) values.push_back(coordinate(point));
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

/// Straight in logarithms; a figure of 0 has none and is mixed as it is.
double mix(double low, double high, double share) {
  if (share == 0) return low;
  if (low <= 0 || high <= 0) return low + (high - low) * share;
  return low * std::pow(high / low, share);
}

Point mix(const Point& low, const Point& high, double share) {
  Point point;
  point.read_pj = mix(low.read_pj, high.read_pj, share);
  point.write_pj = mix(low.write_pj, high.write_pj, share);
  point.leakage_nw = mix(low.leakage_nw, high.leakage_nw, share);
  point.area_um2 = mix(low.area_um2, high.area_um2, share);
  point.access_ns = mix(low.access_ns, high.access_ns, share);
  return point;
}

const Point& at(const Table& table, const SramGrid& grid, std::uint64_t bytes, std::uint64_t bits) {
  for (const Point& point : grid.points) {
    if (point.capacity_bytes == bytes && point.word_bits == bits) return point;
  }
  throw MissingRow("energy table " + table.name + ": no grid point of " + std::to_string(bytes) +
                   " bytes by " + std::to_string(bits) + " bits");
}

Point interpolate(const Table& table, const SramGrid& grid, const Place& bytes, const Place& bits) {
  const Point low =
      mix(at(table, grid, bytes.low, bits.low), at(table, grid, bytes.low, bits.high), bits.share);
  const Point high = mix(at(table, grid, bytes.high, bits.low),
                         at(table, grid, bytes.high, bits.high), bits.share);
  return mix(low, high, bytes.share);
}

/// Bytes of one bank, rounded up; a shape that 128 bits could not hold is far outside any grid.
Int128 bank_bytes(const MemoryShape& shape) {
  return (static_cast<Int128>(bank_words(shape)) * shape.word_bits + 7) / 8;
}

/// Memories side by side that a word is split over; 0 where the grid does not reach that far.
unsigned columns_of(const SramGrid& grid, const MemoryShape& shape, std::uint64_t widest) {
  if (shape.word_bits <= widest) return 1;
  return grid.side_by_side ? static_cast<unsigned>((shape.word_bits + widest - 1) / widest) : 0;
}

[[noreturn]] void outside(const Table& table, const std::string& limit, const MemoryShape& shape) {
  throw MissingRow("energy table " + table.name + ": its grid of memories " + limit + ", for " +
                   described(shape));
}

}  // namespace

MemoryPrice price_grid(const Table& table, const SramGrid& grid, const MemoryShape& shape) {
  if (grid.points.empty()) outside(table, "has no points", shape);
  if (shape.ports > grid.ports) {
    outside(table,
            "has " + std::to_string(grid.ports) + " port(s), not " + std::to_string(shape.ports),
            shape);
  }
  const auto capacities = axis(grid, [](const Point& point) { return point.capacity_bytes; });
  const auto widths = axis(grid, [](const Point& point) { return std::uint64_t{point.word_bits}; });
  const unsigned columns = columns_of(grid, shape, widths.back());
  if (columns == 0) {
    outside(table, "ends at " + std::to_string(widths.back()) + " bits a word", shape);
  }
  MemoryShape column = shape;
  if (columns > 1) column.word_bits = static_cast<unsigned>(widths.back());
  const Int128 wanted = bank_bytes(column);
  if (wanted > static_cast<Int128>(capacities.back())) {
    outside(table, "ends at " + std::to_string(capacities.back()) + " bytes a bank", shape);
  }
  const std::uint64_t bytes = std::max(static_cast<std::uint64_t>(wanted), capacities.front());
  const std::uint64_t bits = std::max<std::uint64_t>(column.word_bits, widths.front());
  const Place at_bytes = place(capacities, bytes), at_bits = place(widths, bits);
  const Point point = interpolate(table, grid, at_bytes, at_bits);
  const bool on_a_point = at_bytes.low == at_bytes.high && at_bits.low == at_bits.high;

  MemoryPrice price;
  price.read = Energy::picojoules(point.read_pj) * columns;
  price.write = Energy::picojoules(point.write_pj) * columns;
  price.leakage_nw = point.leakage_nw * shape.banks * columns;
  price.area_um2 = point.area_um2 * shape.banks * columns;
  price.min_period_ps = static_cast<std::uint64_t>(std::ceil(point.access_ns * 1e3 - 1e-6));
  price.row = std::to_string(bytes) + " bytes by " + std::to_string(bits) + " bits of the grid";
  price.composition = std::to_string(shape.banks) + " x " +
                      (columns > 1 ? std::to_string(columns) + " x " : "") + price.row;
  if (wanted < static_cast<Int128>(capacities.front()) || shape.word_bits < widths.front()) {
    price.note = "below the smallest memory of the grid (" + std::to_string(capacities.front()) +
                 " bytes, " + std::to_string(widths.front()) + " bits): the smallest is used";
  }
  price.provenance = grid.provenance;
  if (!on_a_point) add_derivation(price.provenance, "log-log interpolation between grid points");
  price.read_provenance = price.provenance;
  return price;
}

}  // namespace engram::energy
