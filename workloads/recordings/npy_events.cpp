#include <array>
#include <cmath>
#include <optional>

#include "workloads/files/npy_header.hpp"
#include "workloads/recordings/fill_block.hpp"
#include "workloads/recordings/formats.hpp"

namespace engram::workloads {
namespace {

constexpr double kLargestTime = 9007199254740992.0;  // 2^53 us
constexpr double kLargestAddress = 4294967295.0;

/// The parts of an event, in the order in which lava-dl writes them.
enum Part : std::size_t { kX, kY, kPolarity, kTime };
constexpr std::array<const char*, 4> kNames = {"x", "y", "p", "t"};

std::optional<Part> part_of(const std::string& name) {
  if (name == "x") return kX;
  if (name == "y") return kY;
  if (name == "p" || name == "pol" || name == "polarity") return kPolarity;
  if (name == "t" || name == "ts" || name == "time" || name == "timestamp") return kTime;
  return std::nullopt;
}

/// Where a part of the events lies: bytes into a row, or, in Fortran order, a run of its own.
struct Column {
  Part part;
  NpyType type;
  std::size_t offset = 0;
  std::optional<ByteSource> run;
};

/// A list of events. Structured, fields t (us), x and maybe y, p, as Tonic has them; or plain (N,
/// 4) x, y, p, t or (N, 3) x, p, t with t in milliseconds, as lava-dl writes them.
class NpyEventReader : public EventReader {
 public:
  explicit NpyEventReader(const Path& file) : source_(file), header_(read_npy_header(source_)) {
    if (header_.structured) {
      use_fields();
    } else {
      use_columns();
    }
  }

  bool next(std::vector<RawEvent>& block) override {
    return fill_block(block, 1, [this](std::vector<RawEvent>& events) {
      if (row_ == rows_) return false;
      events.push_back(next_event());
      ++row_;
      return true;
    });
  }

 private:
  void use_fields() {
    if (header_.shape.size() != 1) refuse();
    rows_ = header_.shape[0];
    row_bytes_ = header_.item_bytes;
    std::array<bool, kNames.size()> seen{};
    for (const NpyField& field : header_.fields) {
      const auto part = part_of(field.name);
      if (!part) continue;
      if (seen.at(*part)) source_.fail(0, "two fields of the array are '" + field.name + "'");
      seen.at(*part) = true;
      columns_.push_back({*part, field.type, field.offset, std::nullopt});
    }
    if (!seen[kX] || !seen[kTime]) {
      source_.fail(0, "the fields of the array lack x or t (expected t, x and maybe y, p)");
    }
  }

  void use_columns() {
    const std::vector<std::uint64_t>& shape = header_.shape;
    if (shape.size() != 2 || (shape[1] != 3 && shape[1] != 4)) refuse();
    us_ = 1000;
    rows_ = shape[0];
    row_bytes_ = header_.item_bytes * shape[1];
    const std::vector<Part> parts = shape[1] == 3 ? std::vector<Part>{kX, kPolarity, kTime}
                                                  : std::vector<Part>{kX, kY, kPolarity, kTime};
    for (std::size_t i = 0; i < parts.size(); ++i) {
      columns_.push_back(
          {parts[i], header_.fields.front().type, i * header_.item_bytes, std::nullopt});
      if (!header_.fortran_order) continue;
      columns_.back().run.emplace(source_.file(),
                                  source_.offset() + i * rows_ * header_.item_bytes);
    }
  }

  [[noreturn]] void refuse() const {
    source_.fail(0, "an array of shape " + shape_text(header_.shape) +
                        " (expected a structured array of events, or (N, 3) or (N, 4); counts a "
                        "timestep are format npy_raster)");
  }

  double number(Part part, Column& column, const unsigned char* row, std::uint64_t offset) {
    const unsigned char* at = row + column.offset;
    if (column.run) {
      offset = column.run->offset();
      at = column.run->need(column.type.bytes, "an element");
    }
    double value = 0;
    const bool exact = column.type.read(at, value);
    const bool good = part == kTime ? value * us_ <= kLargestTime
                                    : value <= kLargestAddress && value == std::floor(value);
    if (exact && good && value >= 0) return value;
    source_.fail(offset, "event " + std::to_string(row_) + ": " + kNames.at(part) + " = " +
                             std::to_string(value) +
                             (part == kTime ? " (expected a time of 0 or more)"
                                            : " (expected a whole number of 32 bits)"));
  }

  RawEvent next_event() {
    const std::uint64_t offset = source_.offset();
    static constexpr unsigned char kNone = 0;
    const unsigned char* row = header_.fortran_order && !header_.structured
                                   ? &kNone
                                   : source_.need(row_bytes_, "an event");
    std::array<double, kNames.size()> values{};
    for (Column& column : columns_) {
      values.at(column.part) = number(column.part, column, row, offset + column.offset);
    }
    return {static_cast<std::uint64_t>(std::llround(values[kTime] * us_)),
            static_cast<std::uint32_t>(values[kX]), static_cast<std::uint32_t>(values[kY]),
            static_cast<std::uint32_t>(values[kPolarity])};
  }

  ByteSource source_;
  NpyHeader header_;
  std::vector<Column> columns_;
  std::size_t row_bytes_ = 0;
  std::uint64_t row_ = 0, rows_ = 0;
  double us_ = 1;  ///< microseconds in a unit of t
};

}  // namespace

std::unique_ptr<EventReader> open_npy_events(const Path& file) {
  return std::make_unique<NpyEventReader>(file);
}

}  // namespace engram::workloads
