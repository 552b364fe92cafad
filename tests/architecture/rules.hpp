#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/architecture/source_tree.hpp"

/// The rules of DESIGN section 4 that a machine can see. Each takes (a part of) a tree and returns
/// one line a fault; an empty list is a tree that keeps the rule.
namespace engram::architecture {

using Faults = std::vector<std::string>;

/// Includes point one way (sim -> hw -> memory -> energy; sim -> workloads -> memory), are written
/// from the root, and SystemC, json, CLI11, HDF5 and Boost stand only where they belong; energy and
/// memory include nothing but ours and std. Within workloads, network includes none of the others.
Faults include_faults(const std::vector<SourceFile>& files);

/// Cycles of includes among the direct subfolders of `folder`, each cycle once.
Faults cycle_faults(const std::vector<SourceFile>& files, const std::string& folder);

/// No file over 500 lines; nine in ten at most 300, half at most 120.
Faults size_faults(const std::vector<SourceFile>& files);

/// No function of a .cpp file over 60 lines, from its signature to its last brace. Relies on the
/// layout of clang-format: functions begin at column 0, members of classes at column 2.
Faults function_faults(const std::vector<SourceFile>& files);

/// Paths are snake_case, and no part of them is a word that says nothing (util, manager, _v2).
Faults name_faults(const std::vector<SourceFile>& files);

/// `names` (of files and folders) lie in the root: nothing but the fixed ones, those that begin
/// with a dot, and the outputs build/ and results/.
Faults top_level_faults(const std::vector<std::string>& names);

/// A top-level folder with sources has a README.md; a subfolder with sources has one too, or is
/// named, with a slash after it, in that of the folder above. `readmes`: folder -> text.
Faults readme_faults(const std::vector<SourceFile>& files,
                     const std::map<std::string, std::string>& readmes);

}  // namespace engram::architecture
