#include "sim/results/vcd.hpp"

#include <algorithm>
#include <cctype>
#include <numeric>
#include <vector>

namespace engram::sim {
namespace {

using hw::WaveSignal;

/// Identifier codes are numbers written with the printable characters '!' to '~'.
std::string code_of(std::size_t signal) {
  constexpr std::size_t kLetters = '~' - '!' + 1;
  std::string code;
  for (++signal; signal > 0; signal = (signal - 1) / kLetters) {
    code += static_cast<char>('!' + (signal - 1) % kLetters);
  }
  return code;
}

std::string identifier(std::string name) {
  for (char& letter : name) {
    if (std::isalnum(static_cast<unsigned char>(letter)) == 0) letter = '_';
  }
  return name;
}

std::vector<std::string> parts_of(const std::string& scope) {
  std::vector<std::string> parts{""};
  for (const char letter : scope) {
    if (letter == '.') {
      parts.emplace_back();
    } else {
      parts.back() += letter;
    }
  }
  return parts;
}

/// The line of a new value; a value wider than the signal keeps its low bits.
std::string change_text(const WaveSignal& signal, std::size_t index, std::uint64_t value) {
  if (signal.bits == 1) return std::string(value % 2 == 1 ? "1" : "0") + code_of(index) + "\n";
  std::string digits;
  for (unsigned bit = 0; bit < signal.bits && (bit == 0 || value >> bit > 0); ++bit) {
    digits.insert(digits.begin(), (value >> bit) % 2 == 1 ? '1' : '0');
  }
  return "b" + digits + " " + code_of(index) + "\n";
}

/// Signals in the order of their scopes, with the scopes opened and closed around them.
std::string declarations(const std::vector<WaveSignal>& signals) {
  std::vector<std::size_t> order(signals.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return parts_of(signals[a].scope) < parts_of(signals[b].scope);
  });
  std::string text;
  std::vector<std::string> open;
  const auto close_to = [&](std::size_t depth) {
    for (; open.size() > depth; open.pop_back()) text += "$upscope $end\n";
  };
  for (const std::size_t index : order) {
    const WaveSignal& signal = signals[index];
    const std::vector<std::string> parts = parts_of(signal.scope);
    const auto same = std::mismatch(open.begin(), open.end(), parts.begin(), parts.end()).first;
    close_to(static_cast<std::size_t>(same - open.begin()));
    for (std::size_t depth = open.size(); depth < parts.size(); ++depth) {
      text += "$scope module " + identifier(parts[depth]) + " $end\n";
      open.push_back(parts[depth]);
    }
    text += "$var wire " + std::to_string(signal.bits) + " " + code_of(index) + " " +
            identifier(signal.name) + " $end\n";
  }
  close_to(0);
  return text;
}

std::string first_values(const std::vector<WaveSignal>& signals) {
  std::string text = "$dumpvars\n";
  for (std::size_t index = 0; index < signals.size(); ++index) {
    const bool pulse = signals[index].kind == WaveSignal::Kind::pulse;
    const bool wire = signals[index].bits == 1;
    text += (wire ? "" : "b") + std::string(pulse ? "0" : "x") + (wire ? "" : " ") +
            code_of(index) + "\n";
  }
  return text + "$end\n";
}

}  // namespace

std::string vcd_text(const hw::WaveLog& waves, std::uint64_t clock_period_ps) {
  std::string text = "$version Engram $end\n$timescale 1 ps $end\n";
  text +=
      declarations(waves.signals()) + "$enddefinitions $end\n#0\n" + first_values(waves.signals());
  std::uint64_t cycle = 0;
  for (const hw::WaveChange& change : waves.changes()) {
    if (change.cycle > cycle) text += "#" + std::to_string(change.cycle * clock_period_ps) + "\n";
    cycle = change.cycle;
    text += change_text(waves.signals()[change.signal], change.signal, change.value);
  }
  return text;
}

}  // namespace engram::sim
