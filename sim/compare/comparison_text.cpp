#include "sim/compare/comparison_text.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "sim/config/json_writer.hpp"
#include "sim/results/screen.hpp"

namespace engram::sim {
namespace {

constexpr std::size_t kNameWidth = 40, kValueWidth = 15, kRatioWidth = 9;

std::string left(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size()), ' ');
  return text;
}

std::string right(const std::string& text, std::size_t width) {
  return text.size() >= width ? " " + text : std::string(width - text.size(), ' ') + text;
}

std::string value_text(const ComparedFigure& figure, const std::optional<double>& value) {
  if (!value) return "-";
  if (figure.unit == "pJ") return energy_text(*value);
  if (figure.unit == "us") return time_text(*value);
  if (figure.unit == "um2") return area_text(*value);
  if (figure.unit.empty() && *value >= 0 && *value < 1e15 && *value == std::floor(*value)) {
    return grouped(static_cast<Count>(*value));
  }
  char text[64];
  std::snprintf(text, sizeof text, "%.4g%s%s", *value, figure.unit.empty() ? "" : " ",
                figure.unit.c_str());
  return text;
}

std::string ratio_text(const std::optional<double>& ratio) {
  if (!ratio) return "-";
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", *ratio);
  return text;
}

std::string header(const Comparison& comparison, const std::string& title) {
  std::string text = left(title, kNameWidth) + right("A", kValueWidth);
  for (std::size_t result = 1; result < comparison.folders.size(); ++result) {
    const std::string letter = result_letter(result);
    text += right(letter, kValueWidth) + right(letter + "/A", kRatioWidth);
  }
  return text + '\n';
}

std::string figure_line(const ComparedFigure& figure, const std::string& name) {
  std::string text =
      left(name, kNameWidth) + right(value_text(figure, figure.values[0]), kValueWidth);
  for (std::size_t result = 1; result < figure.values.size(); ++result) {
    text += right(value_text(figure, figure.values[result]), kValueWidth) +
            right(ratio_text(figure.ratio(result)), kRatioWidth);
  }
  return text + '\n';
}

std::string percent(double share) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4g %%", 100 * share);
  return text;
}

/// "B is 7.3 % above A"
std::string apart(const Excess& excess) {
  const std::string letter = result_letter(excess.result);
  const auto& values = excess.figure->values;
  if (!values[0] || !values[excess.result]) {
    return "only " + (values[0] ? "A" : letter) + " has it";
  }
  if (*values[0] == 0) return letter + " is not 0, as A is";
  return letter + " is " + percent(excess.figure->difference(excess.result)) +
         (*values[excess.result] > *values[0] ? " above A" : " below A");
}

Cell cell(const std::optional<double>& value) {
  return value ? Cell(*value) : Cell();
}

RecordTable empty_table(std::size_t results) {
  RecordTable table{"figures", {"figure", "group", "unit", "value_1"}, {}};
  for (std::size_t result = 1; result < results; ++result) {
    table.keys.push_back("value_" + std::to_string(result + 1));
    table.keys.push_back("ratio_" + std::to_string(result + 1));
  }
  table.keys.emplace_back("allowed_difference");
  table.keys.emplace_back("exceeded");
  return table;
}

std::vector<Cell> context_row(const std::string& key, const std::vector<std::string>& values) {
  std::vector<Cell> row{"context." + key, std::string("context"), std::string(), values[0]};
  for (std::size_t result = 1; result < values.size(); ++result) {
    row.insert(row.end(), {values[result], {}});
  }
  row.insert(row.end(), {{}, {}});
  return row;
}

std::vector<Cell> figure_row(const ComparedFigure& figure, const std::optional<double>& allowed) {
  const std::string group = figure.group();
  std::vector<Cell> row{figure.id, group.empty() ? "headline" : group, figure.unit,
                        cell(figure.values[0])};
  bool exceeded = false;
  for (std::size_t result = 1; result < figure.values.size(); ++result) {
    row.insert(row.end(), {cell(figure.values[result]), cell(figure.ratio(result))});
    exceeded = exceeded || (allowed && figure.difference(result) > *allowed);
  }
  row.insert(row.end(), {cell(allowed), allowed ? Cell(exceeded) : Cell()});
  return row;
}

}  // namespace

std::string result_letter(std::size_t result) {
  return result < 26 ? std::string(1, static_cast<char>('A' + result)) : std::to_string(result + 1);
}

std::string comparison_screen(const Comparison& comparison) {
  std::string text;
  for (std::size_t result = 0; result < comparison.folders.size(); ++result) {
    text += result_letter(result) + "  " + comparison.folders[result] + '\n';
  }
  for (const ComparedContext& context : comparison.context) {
    if (!context.differs()) continue;
    text += "they differ in " + context.key + ":";
    for (std::size_t result = 0; result < context.values.size(); ++result) {
      const std::string& value = context.values[result];
      text += (result == 0 ? " " : ", ") + (value.empty() ? "-" : value);
    }
    text += '\n';
  }
  std::string group = "none yet";
  for (const ComparedFigure& figure : comparison.figures) {
    if (figure.group() != group) {
      group = figure.group();
      text += '\n' + header(comparison, group.empty() ? "" : "energy by " + group);
    }
    text += figure_line(figure, group.empty() ? figure.id : figure.id.substr(group.size() + 1));
  }
  return text;
}

std::vector<RecordTable> comparison_records(const Comparison& comparison,
                                            const Thresholds& thresholds) {
  RecordTable table = empty_table(comparison.folders.size());
  table.rows.push_back(context_row("folder", comparison.folders));
  for (const ComparedContext& context : comparison.context) {
    table.rows.push_back(context_row(context.key, context.values));
  }
  for (const ComparedFigure& figure : comparison.figures) {
    table.rows.push_back(figure_row(figure, allowed_difference(figure, thresholds)));
  }
  return {table};
}

std::string excess_text(const Comparison& comparison, const std::vector<Excess>& excesses) {
  std::string text;
  for (const Excess& excess : excesses) {
    const auto& values = excess.figure->values;
    text += excess.figure->id + ": " + apart(excess) + " (" +
            value_text(*excess.figure, values[excess.result]) + " against " +
            value_text(*excess.figure, values[0]) + ", " + comparison.folders[excess.result] +
            "), allowed " + percent(excess.allowed) + '\n';
  }
  return text;
}

}  // namespace engram::sim
