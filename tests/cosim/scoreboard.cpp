#include "scoreboard.hpp"

#include <algorithm>
#include <cassert>
#include <iomanip>
#include <sstream>

namespace engram::cosim {
namespace {

constexpr int kCycleWidth = 8;

std::string hexadecimal(std::uint64_t value) {
  std::ostringstream text;
  text << std::hex << value;
  return text.str();
}

}  // namespace

bool Scoreboard::compare(Values model, Values twin) {
  assert(model.size() == signals_.size() && twin.size() == signals_.size());
  if (!agrees()) return false;
  for (std::size_t k = 0; k < signals_.size(); ++k) {
    if (model[k] != twin[k]) wrong_.push_back(signals_[k]);
  }
  history_.push_back({cycles_++, std::move(model), std::move(twin)});
  if (history_.size() > kRemembered) history_.pop_front();
  return agrees();
}

std::string Scoreboard::row(const Cycle& cycle, const Values& values) const {
  std::ostringstream text;
  text << std::setw(kCycleWidth) << cycle.number;
  for (std::size_t k = 0; k < values.size(); ++k) {
    const bool differs = cycle.model[k] != cycle.twin[k];
    const auto width = static_cast<int>(std::max<std::size_t>(signals_[k].size(), 16) + 2);
    text << std::setw(width) << hexadecimal(values[k]) + (differs ? "*" : "");
  }
  return text.str() + "\n";
}

std::string Scoreboard::report() const {
  if (agrees()) return "";
  std::ostringstream text;
  text << "cycle " << history_.back().number << ": model and twin differ in";
  for (const std::string& name : wrong_) text << " " << name;
  text << "\n" << std::setw(kCycleWidth) << "cycle";
  for (const std::string& name : signals_) {
    text << std::setw(static_cast<int>(std::max<std::size_t>(name.size(), 16) + 2)) << name;
  }
  text << "\nmodel\n";
  for (const Cycle& cycle : history_) text << row(cycle, cycle.model);
  text << "twin\n";
  for (const Cycle& cycle : history_) text << row(cycle, cycle.twin);
  return text.str();
}

}  // namespace engram::cosim
