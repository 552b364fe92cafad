#include "workloads/network/level_array.hpp"

#include "workloads/network/large_pages.hpp"

namespace engram::workloads {

LevelArray::LevelArray(const std::vector<std::int32_t>& levels) {
  reserve(levels.size());
  for (const std::int32_t level : levels) push_back(level);
}

LevelArray::LevelArray(std::initializer_list<std::int32_t> levels) {
  for (const std::int32_t level : levels) push_back(level);
}

void LevelArray::push_back(std::int32_t level) {
  widen_for(level);
  std::visit(
      [&]<class Level>(std::vector<Level>& levels) { levels.push_back(static_cast<Level>(level)); },
      levels_);
}

void LevelArray::reserve(std::size_t count) {
  std::visit([&](auto& levels) { reserve_large(levels, count); }, levels_);
}

void LevelArray::assign(std::size_t count, std::int32_t level, std::int32_t largest) {
  clear();
  widen_for(largest);
  widen_for(level);
  std::visit(
      [&]<class Level>(std::vector<Level>& levels) {
        reserve_large(levels, count);
        levels.assign(count, static_cast<Level>(level));
      },
      levels_);
}

void LevelArray::widen(std::int32_t level) {
  const auto copy_into = [&]<class Level>(std::vector<Level> wider) {
    std::visit(
        [&](const auto& levels) {
          reserve_large(wider, levels.capacity());
          for (const auto each : levels) wider.push_back(static_cast<Level>(each));
        },
        levels_);
    levels_ = std::move(wider);
  };
  if (level != static_cast<std::int16_t>(level)) {
    copy_into(std::vector<std::int32_t>());
  } else {
    copy_into(std::vector<std::int16_t>());
  }
}

}  // namespace engram::workloads
