#include <charconv>
#include <cmath>
#include <limits>

#include "workloads/files/csv_fields.hpp"
#include "workloads/recordings/formats.hpp"
#include "workloads/recordings/text_events.hpp"

namespace engram::workloads {
namespace {

constexpr double kLongest = 1e9;  // seconds: exact in microseconds

/// Auryn: a spike a line, "time_in_seconds neuron"; lines of '#' are comments.
class RasReader : public TextEvents {
 public:
  using TextEvents::TextEvents;

 private:
  void take(std::string_view line, std::vector<RawEvent>& block) override {
    line.remove_prefix(line.find_first_not_of(" \t"));
    if (line.front() == '#') return;
    const std::size_t blank = line.find_first_of(" \t");
    if (blank == std::string_view::npos) return add_fault("found one field (expected time neuron)");
    const std::string_view time = line.substr(0, blank);
    double seconds = 0;
    const auto [stop, error] = std::from_chars(time.data(), time.data() + time.size(), seconds);
    const bool is_time = error == std::errc{} && stop == time.data() + time.size() &&
                         seconds >= 0 && seconds <= kLongest;
    if (!is_time) {
      add_fault("'" + std::string(time.substr(0, 40)) +
                "' is no time (expected seconds, 0 to 1000000000)");
    }
    std::uint64_t neuron = 0;
    std::string why;
    const std::string_view field = split_fields(line.substr(blank)).front();
    if (!parse_whole(field, std::numeric_limits<std::uint32_t>::max(), neuron, why)) {
      return add_fault("neuron: " + why);
    }
    if (!is_time) return;
    block.push_back({static_cast<std::uint64_t>(std::llround(seconds * 1e6)),
                     static_cast<std::uint32_t>(neuron), 0, 0});
  }
};

}  // namespace

std::unique_ptr<EventReader> open_ras(const Path& file) {
  return std::make_unique<RasReader>(file);
}

}  // namespace engram::workloads
