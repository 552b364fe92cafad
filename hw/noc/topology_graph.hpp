#pragma once

#include <ostream>

#include "hw/chip/chip_spec.hpp"
#include "hw/noc/topology.hpp"

/// Networks on chip in the DOT language of Graphviz (https://graphviz.org/doc/info/lang.html), as
/// statements for a place between the braces of a digraph.
namespace engram::hw {

/// A string of DOT: in quotes, line breaks as \n.
std::string dot_string(const std::string& text);

/// Routers as boxes r0, r1, ... with `labels`, links as arrows; links there and back as one.
void write_topology(std::ostream& out, const Topology& topology,
                    const std::vector<std::string>& labels);

/// The network on chip, a mesh row by row: at each router its core with the neurons and images it
/// holds. Throws as make_topology.
void write_chip(std::ostream& out, const ChipSpec& chip);

}  // namespace engram::hw
