#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

/// What is fuzzed: one reader of files a target.
namespace engram::fuzz {

using Bytes = std::span<const std::uint8_t>;

/// Gives `bytes` to the reader as a file. Faults that the reader documents are caught inside; any
/// other end (another exception, a crash, a hang, an allocation beyond the bound) is a find.
struct FuzzTarget {
  std::string name;  ///< also of its folders in corpus/ and found/
  std::function<void(Bytes bytes)> run;
};

/// Every target, in one order (fuzz_targets.cpp).
const std::vector<FuzzTarget>& fuzz_targets();

/// Null where there is none of that name.
const FuzzTarget* find_target(const std::string& name);

}  // namespace engram::fuzz
