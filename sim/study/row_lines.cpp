#include "sim/study/row_lines.hpp"

#include <cstdlib>
#include <sstream>

#include "sim/config/json_writer.hpp"

namespace engram::sim {

std::string row_lines(const std::vector<energy::RowEnergy>& rows) {
  std::string text;
  for (const energy::RowEnergy& one : rows) {
    text += '\t' + shortest(one.picojoules) + ' ' + one.row + '\n';
  }
  return text;
}

std::vector<energy::RowEnergy> read_row_lines(const std::string& text) {
  std::istringstream lines(text);
  std::vector<energy::RowEnergy> rows;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with('\t')) continue;
    const std::size_t blank = line.find(' ');
    rows.push_back({line.substr(blank + 1), std::strtod(line.c_str() + 1, nullptr)});
  }
  return rows;
}

}  // namespace engram::sim
