#include "sim/results/encodings.hpp"

#include <algorithm>
#include <cstdio>

#include "sim/results/screen.hpp"
#include "sim/run/encoding_choice.hpp"

namespace engram::sim {
namespace {

/// `more` as a share of `whole`, with its sign.
std::string percent(Energy more, Energy whole) {
  const auto base = static_cast<double>(whole.attojoules());
  char text[32];
  std::snprintf(text, sizeof text, "%+.3g %%",
                base == 0 ? 0.0 : 100 * static_cast<double>(more.attojoules()) / base);
  return text;
}

std::string one_line(std::string text) {
  for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at)) {
    text.replace(at, 1, "; ");
  }
  return text;
}

/// What costs most more than with the chosen encoding.
std::string dearer_part(const EncodingCandidate& candidate, const EncodingCandidate& chosen) {
  int most = 0;
  const auto more = [&](int part) { return candidate.parts[part] - chosen.parts[part]; };
  for (int part = 1; part < kParts; ++part) {
    if (more(part) > more(most)) most = part;
  }
  return std::string(to_string(static_cast<Part>(most))) + " " + percent(more(most), chosen.total);
}

/// The candidates that run, by energy, the chosen one first.
std::vector<std::size_t> by_energy(const EncodingVerdict& verdict) {
  std::vector<std::size_t> order{verdict.chosen};
  for (std::size_t c = 0; c < verdict.candidates.size(); ++c) {
    if (c != verdict.chosen && verdict.candidates[c].refusal.empty()) order.push_back(c);
  }
  std::stable_sort(order.begin() + 1, order.end(), [&](std::size_t a, std::size_t b) {
    return verdict.candidates[a].total < verdict.candidates[b].total;
  });
  return order;
}

std::string reason(const EncodingVerdict& verdict, std::size_t c) {
  if (!verdict.automatic) return "named in the config";
  const EncodingCandidate& candidate = verdict.candidates[c];
  const EncodingCandidate& chosen = verdict.candidates[verdict.chosen];
  if (!candidate.refusal.empty()) return "refused: " + one_line(candidate.refusal);
  if (c != verdict.chosen) {
    if (candidate.total == chosen.total) return "the same energy, later in the list";
    return percent(candidate.total - chosen.total, chosen.total) + ", most in " +
           dearer_part(candidate, chosen);
  }
  const std::vector<std::size_t> order = by_energy(verdict);
  if (order.size() == 1) return "the only one that is possible";
  const EncodingCandidate& next = verdict.candidates[order[1]];
  return "least energy of " + std::to_string(order.size()) + ", " + choice_name(next.choice) + " " +
         percent(next.total - chosen.total, chosen.total);
}

EncodingRow row(const Prepared& prepared, std::size_t p, std::size_t c) {
  const EncodingVerdict& verdict = prepared.encodings[p];
  const EncodingCandidate& candidate = verdict.candidates[c];
  EncodingRow row{prepared.chip.projections[p],
                  choice_name(candidate.choice),
                  {},
                  c == verdict.chosen,
                  reason(verdict, c)};
  if (candidate.refusal.empty()) row.energy = candidate.total;
  return row;
}

std::string line(const std::string& projection, const EncodingRow& row) {
  char text[128];
  std::snprintf(text, sizeof text, "  %-18.40s %-18s %12s   ", projection.c_str(),
                row.encoding.c_str(),
                row.energy ? energy_text(row.energy->picojoules()).c_str() : "-");
  return text + row.reason + '\n';
}

}  // namespace

std::vector<EncodingRow> encoding_rows(const Prepared& prepared) {
  std::vector<EncodingRow> rows;
  for (std::size_t p = 0; p < prepared.encodings.size(); ++p) {
    for (std::size_t c = 0; c < prepared.encodings[p].candidates.size(); ++c) {
      rows.push_back(row(prepared, p, c));
    }
  }
  return rows;
}

std::string encodings_text(const MeasuredInput& measured, const Prepared& prepared,
                           std::size_t others) {
  if (prepared.encodings.empty()) return "";
  std::string text = "encodings chosen   energy of the run with this projection alone changed";
  if (measured.samples) text += ", first " + std::to_string(*measured.samples) + " samples";
  if (measured.timesteps) text += ", first " + std::to_string(*measured.timesteps) + " timesteps";
  text += '\n';
  for (std::size_t p = 0; p < prepared.encodings.size(); ++p) {
    const EncodingVerdict& verdict = prepared.encodings[p];
    std::vector<std::size_t> order = by_energy(verdict);
    for (std::size_t c = 0; c < verdict.candidates.size(); ++c) {
      if (!verdict.candidates[c].refusal.empty()) order.push_back(c);
    }
    order.resize(std::min(order.size(), others + 1));
    for (const std::size_t c : order) {
      text += line(c == verdict.chosen ? prepared.chip.projections[p] : "", row(prepared, p, c));
    }
  }
  return text;
}

void write_encodings(const Prepared& prepared, JsonWriter& json) {
  if (prepared.encodings.empty()) return;
  json.key("encodings").open_array();
  for (const EncodingRow& row : encoding_rows(prepared)) {
    json.open_object();
    json.key("projection").value(row.projection);
    json.key("encoding").value(row.encoding);
    if (row.energy) json.key("energy_pj").value(row.energy->picojoules());
    json.key("chosen").value(row.chosen);
    json.key("reason").value(row.reason);
    json.close();
  }
  json.close();
}

}  // namespace engram::sim
