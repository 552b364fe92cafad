#pragma once

#include <optional>
#include <string>
#include <vector>

#include "energy/units.hpp"

/// Encodings the plain way: each is named in the config, and the run made.
namespace engram::sim {

/// One way to store a whole network, as --set writes it, and what a run costs then.
struct NamedRun {
  std::string name;
  std::vector<std::string> sets;
  std::optional<Energy> total;  ///< none: the run is refused
};

/// A run of `config_file` with every encoding, sharing and functional mode that a config can name.
std::vector<NamedRun> run_every_encoding(const std::string& config_file,
                                         const std::vector<std::string>& sets = {});

/// The least of those that ran; its first where several are equal.
const NamedRun& cheapest(const std::vector<NamedRun>& runs);

/// The run of `config_file` with encoding "auto": its total, and what each projection was given.
struct AutoRun {
  Energy total;
  std::vector<std::string> chosen;  ///< by projection, as choice_name says it
  std::string csv;                  ///< projection,chosen,total or refusal; a line a candidate
};
AutoRun run_auto(const std::string& config_file, const std::vector<std::string>& sets = {});

}  // namespace engram::sim
