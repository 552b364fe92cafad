#include <algorithm>
#include <array>
#include <limits>

#include "workloads/files/csv_fields.hpp"
#include "workloads/recordings/formats.hpp"
#include "workloads/recordings/text_events.hpp"

namespace engram::workloads {
namespace {

constexpr std::array<std::string_view, 4> kColumns = {"t", "x", "y", "p"};
constexpr std::size_t kRequired = 2;  // t and x; y and p are 0 where there is no such column

/// A table of events: t in microseconds, x, y, p, in the order of the header.
class EventsCsvReader : public TextEvents {
 public:
  explicit EventsCsvReader(const Path& file) : TextEvents(file) {
    std::string_view line;
    if (!next_line(line)) {
      add_fault("the file is empty (expected a header with t,x,y,p)");
      raise();
    }
    read_header(line);
    raise();
  }

 private:
  static constexpr std::size_t kAbsent = std::numeric_limits<std::size_t>::max();

  void read_header(std::string_view line) {
    const std::vector<std::string_view> fields = split_fields(line);
    count_ = fields.size();
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const std::string name = "column '" + std::string(fields[i].substr(0, 40)) + "'";
      const auto* const column = std::find(kColumns.begin(), kColumns.end(), fields[i]);
      if (column == kColumns.end()) {
        add_fault(name + " is unknown (expected t,x,y,p" +
                  (fields[i] == "neuron" ? "; a table of neuron,timestep is format csv)" : ")"));
        continue;
      }
      std::size_t& place = places_.at(static_cast<std::size_t>(column - kColumns.begin()));
      if (place != kAbsent) add_fault(name + " stands twice");
      place = i;
    }
    for (std::size_t i = 0; i < kRequired; ++i) {
      if (places_.at(i) == kAbsent) {
        add_fault("the header names no column '" + std::string(kColumns.at(i)) + "'");
      }
    }
  }

  void take(std::string_view line, std::vector<RawEvent>& block) override {
    const std::vector<std::string_view> fields = split_fields(line);
    if (fields.size() != count_) {
      return add_fault("found " + std::to_string(fields.size()) + " fields, the header names " +
                       std::to_string(count_));
    }
    std::array<std::uint64_t, kColumns.size()> values{};
    bool good = true;
    for (std::size_t i = 0; i < kColumns.size(); ++i) {
      if (places_.at(i) == kAbsent) continue;
      const std::uint64_t largest = i == 0 ? std::numeric_limits<std::int64_t>::max()
                                           : std::numeric_limits<std::uint32_t>::max();
      std::string why;
      if (parse_whole(fields[places_.at(i)], largest, values.at(i), why)) continue;
      add_fault("column '" + std::string(kColumns.at(i)) + "': " + why);
      good = false;
    }
    if (!good) return;
    block.push_back({values[0], static_cast<std::uint32_t>(values[1]),
                     static_cast<std::uint32_t>(values[2]), static_cast<std::uint32_t>(values[3])});
  }

  std::array<std::size_t, kColumns.size()> places_{kAbsent, kAbsent, kAbsent, kAbsent};
  std::size_t count_ = 0;
};

}  // namespace

std::unique_ptr<EventReader> open_events_csv(const Path& file) {
  return std::make_unique<EventsCsvReader>(file);
}

bool is_events_csv(std::string_view head) {
  if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
  const std::vector<std::string_view> fields = split_fields(head.substr(0, head.find('\n')));
  return std::all_of(kColumns.begin(), kColumns.begin() + kRequired, [&](std::string_view column) {
    return std::find(fields.begin(), fields.end(), column) != fields.end();
  });
}

}  // namespace engram::workloads
