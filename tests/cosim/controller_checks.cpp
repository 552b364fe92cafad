#include "controller_checks.hpp"

#include <algorithm>

namespace engram::cosim {
namespace {

/// Every operation on these lines, one after another and twice: the second meets the first's
/// writes.
std::vector<ControllerEvent> events_on(std::uint32_t row, std::uint32_t target) {
  std::vector<ControllerEvent> events;
  for (int turn = 0; turn < 2; ++turn) {
    events.push_back({Operation::forward_row, row});
    events.push_back({Operation::update_row, row});
    events.push_back({Operation::update_row, row});
    events.push_back({Operation::forward_row, row});
    events.push_back({Operation::read_column, target});
    events.push_back({Operation::update_column, target});
    events.push_back({Operation::update_column, target});
    events.push_back({Operation::read_column, target});
  }
  return events;
}

/// Of more than 64 lines, eight at either end. Of a shared kernel every seventh: each of its
/// updates writes all weights.
std::vector<ControllerEvent> events_on_every_line(const TwinShape& shape) {
  const std::uint32_t lines = std::max(shape.rows, shape.targets);
  const std::uint32_t ends = lines > 64 ? 8 : lines;
  std::vector<ControllerEvent> events;
  for (std::uint32_t line = 0; line < lines; ++line) {
    if (line >= ends && line + ends < lines) continue;
    if (shape.conv && line % 7 != 0) continue;
    for (const ControllerEvent& event : events_on(line, line)) {
      const bool row =
          event.operation == Operation::forward_row || event.operation == Operation::update_row;
      if (line < (row ? shape.rows : shape.targets)) events.push_back(event);
    }
  }
  return events;
}

std::vector<ControllerEvent> allowed(const std::vector<ControllerEvent>& events,
                                     const std::vector<Operation>& operations) {
  std::vector<ControllerEvent> kept;
  for (const ControllerEvent& event : events) {
    if (std::find(operations.begin(), operations.end(), event.operation) != operations.end()) {
      kept.push_back(event);
    }
  }
  return kept;
}

}  // namespace

std::vector<CornerVector> corner_vectors(const TwinShape& shape) {
  const std::uint32_t last_row = shape.rows - 1, last_target = shape.targets - 1;
  const std::int64_t most = (std::int64_t{1} << (kGradientBits - 1)) - 1;
  constexpr std::int64_t half = std::int64_t{1} << (kRateShift - 1);
  const std::vector<ControllerEvent> every_line = events_on_every_line(shape);
  const RowKind random = RowKind::random, full = RowKind::full, empty = RowKind::empty;
  std::vector<CornerVector> corners{
      {"empty_row", {empty, random, empty, empty, random}, events_on(0, 0), {}},
      {"all_rows_empty_but_one", {empty, empty, empty, random, empty, empty}, every_line, {}},
      {"full_row", {full, empty, random}, events_on(0, last_target), {}},
      {"one_weight_at_either_end",
       {RowKind::two_ends, RowKind::first, RowKind::last},
       every_line,
       {}},
      {"straddling_words", {random, full, random, empty}, every_line, {}},
      {"saturation_up", {random, RowKind::two_ends}, every_line, {-most - 1, -most}},
      {"saturation_down", {random, RowKind::two_ends}, every_line, {most, most - 1}},
      {"saturation_both_ways", {random, RowKind::two_ends}, every_line, {-most - 1, most}},
      {"negative_rounding",
       {random, random, RowKind::last},
       every_line,
       {-half, -half - 1, -half + 1, -3 * half, -5 * half, -1}},
      {"positive_rounding",
       {random, RowKind::last},
       every_line,
       {half, half - 1, half + 1, 3 * half}},
      {"last_address", {random, empty, random, full}, events_on(last_row, last_target), {}},
  };
  // Of a kernel bitmap the last weight alone: an update's only word, read at once by who follows.
  const std::vector<RowKind> nothing(shape.conv ? shape.rows : 0, empty);
  if (shape.conv) corners.push_back({"last_weight_alone", nothing, every_line, {}});
  return corners;
}

SessionResult run_random(ControllerTwin& twin, const TwinCase& twin_case, std::uint64_t cycles,
                         std::uint64_t seed) {
  constexpr std::size_t kEvents = 150;
  SessionResult all;
  all.agrees = true;
  std::mt19937_64 bits(seed);
  while (all.agrees && all.cycles < cycles) {
    ControllerModel model(draw_image(twin_case.shape, bits()));
    Stimulus stimulus;
    stimulus.events = random_events(model.image(), twin_case.operations, kEvents, bits());
    stimulus.changing = true;
    stimulus.seed = bits();
    const SessionResult one = run_session(twin, model, stimulus);
    all.cycles += one.cycles;
    all.events += stimulus.events.size();
    all.agrees = one.agrees && one.twin == one.model;
    all.report = one.report;
  }
  return all;
}

SessionResult run_corner(ControllerTwin& twin, const TwinCase& twin_case,
                         const CornerVector& corner) {
  SessionResult result;
  result.agrees = true;
  for (const unsigned ready : {16U, 7U, 2U}) {
    ControllerModel model(draw_image(twin_case.shape, corner.rows, 7 + ready));
    model.gradients(corner.gradients);
    Stimulus stimulus;
    stimulus.events = allowed(corner.events, twin_case.operations);
    stimulus.ready = ready;
    stimulus.seed = ready;
    result = run_session(twin, model, stimulus);
    if (!result.agrees) break;
  }
  return result;
}

SessionResult run_all(ControllerTwin& twin, const TwinCase& twin_case, std::uint64_t cycles) {
  SessionResult result = run_random(twin, twin_case, cycles, 1);
  for (const CornerVector& corner : corner_vectors(twin_case.shape)) {
    if (!result.agrees) break;
    const std::uint64_t before = result.cycles;
    result = run_corner(twin, twin_case, corner);
    result.cycles += before;
  }
  return result;
}

}  // namespace engram::cosim
