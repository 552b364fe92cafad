#pragma once

#include <array>
#include <set>
#include <vector>

#include "brute_force.hpp"

/// Where bits lie, counted up from nothing: what the counts of both directions rest on.
namespace engram::brute_force {

std::uint64_t up_to_word(std::uint64_t bits, const Organisation& organisation);

/// A list of `bits` bits an entry: where row `row` begins, or where the list ends (row = rows).
std::uint64_t list_begin(const StoredRows& rows, std::uint64_t row, unsigned bits,
                         const Organisation& organisation);

/// Of a pointer into lists of `entry_bits` bits an entry.
unsigned pointer_bits(const StoredRows& rows, const std::vector<unsigned>& entry_bits,
                      const Organisation& organisation);

class Touched {
 public:
  explicit Touched(unsigned word_bits) : word_bits_(word_bits) {}
  void mark(Part part, std::uint64_t begin, std::uint64_t bits) {
    for (std::uint64_t bit = begin; bit < begin + bits; ++bit) {
      words_[part].insert(words_[part].end(), bit / word_bits_);
    }
  }
  void add(const Touched& other) {
    for (int part = 0; part < kParts; ++part) {
      words_[part].insert(other.words_[part].begin(), other.words_[part].end());
    }
  }
  std::uint64_t count(Part part) const { return words_[part].size(); }

 private:
  unsigned word_bits_;
  std::array<std::set<std::uint64_t>, kParts> words_;
};

}  // namespace engram::brute_force
