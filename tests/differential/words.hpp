#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

namespace engram::differential {

/// Numbers as 64-bit words in a string, to pass results between processes of one machine: what is
/// put is got again in the same order, doubles bit for bit.
class Words {
 public:
  Words() = default;
  explicit Words(std::string bytes) : bytes_(std::move(bytes)) {}

  const std::string& bytes() const { return bytes_; }

  void put(std::uint64_t word) { bytes_.append(reinterpret_cast<const char*>(&word), sizeof word); }
  void put(double number) { put(std::bit_cast<std::uint64_t>(number)); }
  template <class Number>
  void put_list(const std::vector<Number>& list) {
    put(std::uint64_t{list.size()});
    for (const Number number : list) put(number);
  }
  template <class Number>
  void put_lists(const std::vector<std::vector<Number>>& lists) {
    put(std::uint64_t{lists.size()});
    for (const auto& list : lists) put_list(list);
  }

  std::uint64_t get() {
    std::uint64_t word = 0;
    if (bytes_.size() - next_ < sizeof word) throw std::runtime_error("a result was cut short");
    std::memcpy(&word, bytes_.data() + next_, sizeof word);
    next_ += sizeof word;
    return word;
  }
  template <class Number>
  void get_list(std::vector<Number>& list) {
    list.resize(get());
    for (Number& number : list) number = std::bit_cast<Number>(get());
  }
  template <class Number>
  void get_lists(std::vector<std::vector<Number>>& lists) {
    lists.resize(get());
    for (auto& list : lists) get_list(list);
  }

 private:
  std::string bytes_;
  std::size_t next_ = 0;
};

}  // namespace engram::differential
