#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include "sim/results/record_table.hpp"

namespace engram::sim {

/// `--format`: prints the tables to standard output, which then holds nothing else. False where
/// `format` is empty: the caller prints for a person. Precondition: else it is an output format.
template <class MakeTables>
bool print_records(const std::string& format, MakeTables tables) {
  if (format.empty()) return false;
  const std::string text = records_text(tables(), *output_format(format));
  std::fputs(text.c_str(), stdout);
  return true;
}

}  // namespace engram::sim
