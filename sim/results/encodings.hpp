#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/config/json_writer.hpp"
#include "sim/run/prepare.hpp"

namespace engram::sim {

/// One encoding of one projection that "auto" had before it.
struct EncodingRow {
  std::string projection, encoding;
  std::optional<Energy> energy;  ///< of the run with this projection alone changed; none: refused
  bool chosen = false;
  std::string reason;  ///< one line
};

/// Every candidate of every projection, in order; nothing where all encodings are named.
std::vector<EncodingRow> encoding_rows(const Prepared& prepared);

/// The same for a person: by projection the chosen one, then the others by energy, at most `others`
/// of them. Empty where all encodings are named.
std::string encodings_text(const MeasuredInput& measured, const Prepared& prepared,
                           std::size_t others);

/// The same as the member "encodings" of the object that is open, or no member.
void write_encodings(const Prepared& prepared, JsonWriter& json);

}  // namespace engram::sim
