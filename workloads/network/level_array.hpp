#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <variant>
#include <vector>

namespace engram::workloads {

/// Levels of weights in as few bytes as the largest needs: 1, 2 or 4 each. Levels are most of what
/// a large network takes while it is laid out.
class LevelArray {
 public:
  LevelArray() = default;
  LevelArray(const std::vector<std::int32_t>& levels);  // not explicit: a list of numbers
  LevelArray(std::initializer_list<std::int32_t> levels);

  std::size_t size() const {
    return std::visit([](const auto& levels) { return levels.size(); }, levels_);
  }
  bool empty() const { return size() == 0; }
  std::int32_t operator[](std::size_t index) const {
    if (const auto* one = std::get_if<std::vector<std::int8_t>>(&levels_)) return (*one)[index];
    if (const auto* two = std::get_if<std::vector<std::int16_t>>(&levels_)) return (*two)[index];
    return (*std::get_if<std::vector<std::int32_t>>(&levels_))[index];
  }
  /// A level beyond what the bytes hold widens all: whoever knows the largest sets that first.
  void set(std::size_t index, std::int32_t level) {
    widen_for(level);
    if (auto* one = std::get_if<std::vector<std::int8_t>>(&levels_)) {
      (*one)[index] = static_cast<std::int8_t>(level);
    } else if (auto* two = std::get_if<std::vector<std::int16_t>>(&levels_)) {
      (*two)[index] = static_cast<std::int16_t>(level);
    } else {
      (*std::get_if<std::vector<std::int32_t>>(&levels_))[index] = level;
    }
  }
  void push_back(std::int32_t level);
  void reserve(std::size_t count);
  /// In large pages (large_pages.hpp), wide enough for levels up to `largest`.
  void assign(std::size_t count, std::int32_t level, std::int32_t largest = 0);
  void clear() { levels_ = {}; }
  unsigned bytes_a_level() const { return 1U << levels_.index(); }

  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = std::int32_t;
    using difference_type = std::ptrdiff_t;
    using pointer = const std::int32_t*;
    using reference = std::int32_t;
    Iterator() = default;
    Iterator(const LevelArray& levels, std::size_t at) : levels_(&levels), at_(at) {}
    std::int32_t operator*() const { return (*levels_)[at_]; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    Iterator operator++(int) { return {*levels_, at_++}; }
    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    const LevelArray* levels_ = nullptr;
    std::size_t at_ = 0;
  };
  using iterator = Iterator;
  using const_iterator = Iterator;
  using value_type = std::int32_t;
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, size()}; }

  /// Of the levels, however many bytes they lie in.
  friend bool operator==(const LevelArray& a, const LevelArray& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t k = 0; k < a.size(); ++k) {
      if (a[k] != b[k]) return false;
    }
    return true;
  }

 private:
  void widen_for(std::int32_t level) {
    if (level == static_cast<std::int8_t>(level) || levels_.index() == 2) return;
    if (levels_.index() == 0 || level != static_cast<std::int16_t>(level)) widen(level);
  }
  void widen(std::int32_t level);

  std::variant<std::vector<std::int8_t>, std::vector<std::int16_t>, std::vector<std::int32_t>>
      levels_;
};

}  // namespace engram::workloads
