#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include "energy/units.hpp"

/// An energy table: what one event costs, each row with its method, source and derivation.
namespace engram::energy {

/// How a figure was obtained; every run prints the share of its total that rests on each.
enum class Method { measured, synthesised, cited, scaled, assumed };
inline constexpr int kMethods = 5;
const char* to_string(Method method);
std::optional<Method> method_from(const std::string& name);

struct Provenance {
  Method method = Method::assumed;
  std::string source;      ///< citation
  std::string derivation;  ///< how the row's figure follows from the source; may be empty
};

struct SramMacro {
  std::string name;
  std::uint64_t words = 0;
  unsigned bits = 0;
  unsigned ports = 1;
  Energy read, write;  ///< one access of one word
  double leakage_nw = 0;
  double area_um2 = 0;
  std::uint64_t access_ps = 0;  ///< clock to output
  std::uint64_t setup_ps = 0;   ///< added to access_ps for the shortest clock period
  Provenance provenance;
};

/// A grid of memories (CACTI): capacity x word width, interpolated in log-log inside, refused
/// outside.
struct SramGrid {
  struct Point {
    std::uint64_t capacity_bytes = 0;
    unsigned word_bits = 0;
    double read_pj = 0, write_pj = 0, leakage_nw = 0, area_um2 = 0, access_ns = 0;
  };
  std::vector<Point> points;  ///< full grid, sorted by (capacity, width)
  unsigned ports = 1;
  Provenance provenance;
  bool side_by_side = false;  ///< a word wider than the widest is split over memories side by side
};

/// One operation of logic at one operand width.
struct LogicRow {
  std::string operation, variant;
  unsigned bits = 0;
  Energy energy;
  double leakage_nw = 0, area_um2 = 0;
  Provenance provenance;
};

struct Table {
  std::string name;
  double node_nm = 0;  ///< 0: not known
  double voltage_v = 0, temperature_c = 0;
  std::string corner;
  std::variant<std::vector<SramMacro>, SramGrid> sram;
  std::vector<LogicRow> logic;
  std::string licence;
  /// Where set, the leakage figures have this provenance instead of that of their rows: a table
  /// that is scaled by a published rule for energy has none for leakage.
  std::optional<Provenance> leakage;
};

/// A row that a run needs and the table lacks. what() says which table and what was looked for.
class MissingRow : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The row for `operation`/`variant` at `bits`: the exact width, or linear between the two nearest
/// widths (the derivation then says so). Throws MissingRow outside the widths given or where no row
/// matches; a row's variant must equal `variant` exactly.
LogicRow find_logic(const Table& table, const std::string& operation, const std::string& variant,
                    unsigned bits);

}  // namespace engram::energy
