#include "energy/characterise/gate_netlist.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <sstream>

#include "energy/liberty/liberty_fault.hpp"

namespace engram::energy {
namespace {

/// "d[3]" is bit 3 of d; without brackets bit 0.
std::pair<std::string, std::size_t> bit_of(const std::string& name) {
  const std::size_t open = name.rfind('[');
  if (open == std::string::npos || name.back() != ']') return {name, 0};
  std::size_t bit = 0;
  for (std::size_t at = open + 1; at + 1 < name.size(); ++at) {
    if (name[at] < '0' || name[at] > '9' || bit > 100000) return {name, 0};
    bit = 10 * bit + static_cast<std::size_t>(name[at] - '0');
  }
  return {name.substr(0, open), bit};
}

class BlifReader {
 public:
  BlifReader(const std::string& file, const LibertyLibrary& library)
      : file_(file), library_(library) {
    for (std::uint32_t cell = 0; cell < library.cells.size(); ++cell) {
      cells_.emplace(library.cells[cell].name, cell);
    }
  }

  GateNetlist read(std::string_view text) {
    std::istringstream stream{std::string(text)};
    for (std::string line; std::getline(stream, line);) {
      ++line_;
      while (line.ends_with('\\') && stream.good()) {
        line.back() = ' ';
        std::string more;
        std::getline(stream, more);
        line += more;
        ++line_;
      }
      take(line);
    }
    end_names();
    resolve();
    check_drivers();
    return std::move(netlist_);
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw LibertyFault({file_ + ":" + std::to_string(line_) + ": " + what});
  }

  std::uint32_t net(const std::string& name) {
    if (name == "$false" || name == "$undef") return 0;
    if (name == "$true") return 1;
    const auto [found, added] = names_.emplace(name, netlist_.nets);
    if (added) ++netlist_.nets;
    return found->second;
  }

  void take(const std::string& line) {
    std::istringstream stream(line);
    std::string word;
    if (!(stream >> word) || word[0] == '#') return;
    if (word[0] != '.') return take_row(line);
    end_names();
    std::vector<std::string> rest;
    for (std::string more; stream >> more;) rest.push_back(more);
    if (word == ".model") {
      if (rest.size() != 1 || !netlist_.module.empty()) fail("expected one .model");
      netlist_.module = rest[0];
    } else if (word == ".inputs" || word == ".outputs") {
      for (const std::string& name : rest) add_port(name, word == ".outputs");
    } else if (word == ".subckt" || word == ".gate") {
      if (rest.empty()) fail(word + " without a cell");
      add_gate(rest);
    } else if (word == ".names") {
      pending_ = rest;
    } else if (word != ".end") {
      fail("found " + word + ", expected a netlist of library cells");
    }
  }

  void add_port(const std::string& name, bool output) {
    const auto [port, bit] = bit_of(name);
    auto found =
        std::find_if(netlist_.ports.begin(), netlist_.ports.end(),
                     [&, &wanted = port](const NetlistPort& p) { return p.name == wanted; });
    if (found == netlist_.ports.end()) {
      netlist_.ports.push_back({port, output, {}});
      found = netlist_.ports.end() - 1;
    }
    if (found->nets.size() <= bit) found->nets.resize(bit + 1, kNoNet);
    found->nets[bit] = net(name);
  }

  void add_gate(const std::vector<std::string>& words) {
    const auto cell = cells_.find(words[0]);
    if (cell == cells_.end()) fail("the library has no cell '" + words[0] + "'");
    const std::vector<CellPin>& pins = library_.cells[cell->second].pins;
    Gate gate;
    gate.cell = cell->second;
    gate.nets.assign(pins.size(), kNoNet);
    for (std::size_t index = 1; index < words.size(); ++index) {
      const std::size_t sign = words[index].find('=');
      const std::string pin = words[index].substr(0, sign);
      const auto found =
          std::find_if(pins.begin(), pins.end(), [&](const CellPin& p) { return p.name == pin; });
      if (sign == std::string::npos || found == pins.end()) {
        fail("the cell '" + words[0] + "' has no pin '" + pin + "'");
      }
      gate.nets[static_cast<std::size_t>(found - pins.begin())] =
          net(words[index].substr(sign + 1));
    }
    netlist_.gates.push_back(std::move(gate));
  }

  /// A row of the truth table of the .names before it.
  void take_row(const std::string& line) {
    if (!pending_) fail("'" + line + "' belongs to no .names");
    rows_.push_back(line);
  }

  /// A finished .names: a constant or a buffer.
  void end_names() {
    if (!pending_) return;
    const std::vector<std::string> names = std::move(*pending_);
    const std::vector<std::string> rows = std::move(rows_);
    pending_.reset();
    rows_.clear();
    if (names.size() == 1 && names[0].starts_with("$")) return;
    if (names.size() == 1 && rows.empty()) {
      same_.emplace_back(net(names[0]), 0);
    } else if (names.size() == 1 && rows == std::vector<std::string>{"1"}) {
      same_.emplace_back(net(names[0]), 1);
    } else if (names.size() == 2 && rows == std::vector<std::string>{"1 1"}) {
      const std::uint32_t from = net(names[0]);
      same_.emplace_back(net(names[1]), from);
    } else {
      fail(".names that is neither a constant nor a buffer: not mapped");
    }
  }

  /// Nets that are one and the same get one number.
  void resolve() {
    std::vector<std::uint32_t> root(netlist_.nets);
    for (std::uint32_t index = 0; index < netlist_.nets; ++index) root[index] = index;
    const auto find = [&root](std::uint32_t index) {
      while (root[index] != index) index = root[index];
      return index;
    };
    for (const auto& [to, from] : same_) {
      if (find(to) != find(from)) root[find(to)] = find(from);
    }
    const auto rename = [&](std::vector<std::uint32_t>& nets) {
      for (std::uint32_t& index : nets) index = index == kNoNet ? index : find(index);
    };
    for (NetlistPort& port : netlist_.ports) rename(port.nets);
    for (Gate& gate : netlist_.gates) rename(gate.nets);
  }

  void check_drivers() {
    std::vector<int> drivers(netlist_.nets, 0);
    drivers[0] = drivers[1] = 1;
    for (const NetlistPort& port : netlist_.ports) {
      for (const std::uint32_t index : port.nets) {
        if (index == kNoNet) fail("port '" + port.name + "' lacks a bit");
        if (!port.output) ++drivers[index];
      }
    }
    const auto each = [&](bool output, auto visit) {
      for (const Gate& gate : netlist_.gates) {
        const std::vector<CellPin>& pins = library_.cells[gate.cell].pins;
        for (std::size_t pin = 0; pin < pins.size(); ++pin) {
          if (pins[pin].output == output) visit(gate.nets[pin], pins[pin].name);
        }
      }
    };
    each(true, [&](std::uint32_t index, const std::string&) {
      if (index != kNoNet && ++drivers[index] > 1) fail("a net has two drivers");
    });
    each(false, [&](std::uint32_t index, const std::string& pin) {
      if (index == kNoNet || drivers[index] == 0) fail("nothing drives an input '" + pin + "'");
    });
  }

  const std::string& file_;
  const LibertyLibrary& library_;
  std::map<std::string, std::uint32_t> cells_, names_;
  GateNetlist netlist_;
  int line_ = 0;
  std::optional<std::vector<std::string>> pending_;  ///< names of the .names that is open
  std::vector<std::string> rows_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> same_;
};

}  // namespace

std::uint64_t GateNetlist::flip_flops(const LibertyLibrary& library) const {
  return static_cast<std::uint64_t>(std::count_if(
      gates.begin(), gates.end(),
      [&](const Gate& gate) { return library.cells[gate.cell].flip_flop.has_value(); }));
}

double GateNetlist::area_um2(const LibertyLibrary& library) const {
  double sum = 0;
  for (const Gate& gate : gates) sum += library.cells[gate.cell].area_um2;
  return sum;
}

double GateNetlist::leakage_nw(const LibertyLibrary& library) const {
  double sum = 0;
  for (const Gate& gate : gates) sum += library.cells[gate.cell].leakage_nw;
  return sum;
}

GateNetlist read_blif(std::string_view text, const std::string& file,
                      const LibertyLibrary& library) {
  return BlifReader(file, library).read(text);
}

}  // namespace engram::energy
