#pragma once

#include <optional>
#include <string>

#include "workloads/files/byte_source.hpp"

namespace engram::workloads {

/// The next line of a header whose lines begin with `mark` ('#' of AEDAT, '%' of Prophesee),
/// without its end, or nothing where the data begin. Data may begin with the mark's byte: a line
/// that holds control characters is data. FileFault: a line of more than 64 KiB.
std::optional<std::string> next_comment(ByteSource& source, char mark);

}  // namespace engram::workloads
