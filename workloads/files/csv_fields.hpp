#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Reading one line of a CSV file of whole numbers.
namespace engram::workloads {

/// The fields between commas, without blanks around them. No quoting: no field of ours needs it.
std::vector<std::string_view> split_fields(std::string_view line);

/// A whole number in [0, largest]. On failure returns false and says in `why` what was found.
bool parse_whole(std::string_view text, std::uint64_t largest, std::uint64_t& value,
                 std::string& why);

}  // namespace engram::workloads
