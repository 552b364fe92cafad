#include "sim/results/compression.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "sim/config/json_writer.hpp"
#include "sim/results/csv.hpp"
#include "sim/results/screen.hpp"
#include "sim/results/stats.hpp"
#include "sim/run/stored_bits.hpp"

namespace engram::sim {
namespace {

/// What there is to say of one projection.
struct Row {
  WeightFormat format;
  const ZeroCauses* zeros = nullptr;
  const workloads::QuantizationReport* quantization = nullptr;  ///< null: not quantized here
  StoredBits bits;
  std::string encoding;  ///< chosen
};

std::vector<Row> rows_of(const Config& config, const Prepared& prepared) {
  const auto ids = prepared.network.projections();
  const std::vector<StoredBits> bits = stored_bits(config, prepared);
  std::vector<Row> rows;
  for (std::size_t p = 0; p < ids.size(); ++p) {
    const workloads::Projection& projection = prepared.network.graph[ids[p]];
    Row row{projection.quantization.format, &prepared.zeros[p], nullptr, bits[p],
            encoding_name(prepared.choices[p])};
    for (const auto& report : prepared.quantization) {
      if (report.projection == projection.name) row.quantization = &report;
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

ZeroCauses sum_of(const std::vector<ZeroCauses>& zeros) {
  ZeroCauses sum;
  for (const ZeroCauses& one : zeros) {
    sum.weights += one.weights;
    sum.before += one.before;
    sum.pruned += one.pruned;
    sum.quantized += one.quantized;
  }
  return sum;
}

void write_zeros(const ZeroCauses& zeros, JsonWriter& json) {
  json.key("weights").value(Count{zeros.weights});
  json.key("zeros_before").value(Count{zeros.before});
  json.key("pruned").value(Count{zeros.pruned});
  json.key("zeros_by_quantization").value(Count{zeros.quantized});
  json.key("sparsity").value(zeros.sparsity());
}

void write_row(const Row& row, JsonWriter& json) {
  json.open_object();
  json.key("projection").value(row.zeros->projection);
  json.key("format").value(to_string(row.format));
  json.key("bits").value(row.format.bits);
  write_zeros(*row.zeros, json);
  if (row.quantization != nullptr) {
    json.key("max_error").value(row.quantization->max_error);
    json.key("rms_error").value(row.quantization->rms_error);
    json.key("snr_db").value(row.quantization->signal_to_noise_db);
  }
  json.key("stored_bits").open_object();
  for (std::size_t e = 0; e < row.bits.by_encoding.size(); ++e) {
    if (row.bits.by_encoding[e]) json.key(encoding_names()[e]).value(*row.bits.by_encoding[e]);
  }
  json.close();
  json.key("chosen_encoding").value(row.encoding);
  json.key("chosen_bits").value(row.bits.chosen);
  json.close();
}

std::string table_line(const std::string& name, const std::string& format, const ZeroCauses& zeros,
                       const std::string& snr, const std::string& encoding, std::uint64_t bits) {
  char text[256];
  std::snprintf(text, sizeof text, "%-18s %-11s %11s %11s %11s %11s %8.2f%% %8s  %-22s %13s\n",
                name.c_str(), format.c_str(), grouped(zeros.weights).c_str(),
                grouped(zeros.before).c_str(), grouped(zeros.pruned).c_str(),
                grouped(zeros.quantized).c_str(), 100 * zeros.sparsity(), snr.c_str(),
                encoding.c_str(), grouped(bits).c_str());
  return text;
}

}  // namespace

std::string encoding_name(const EncodingChoice& choice) {
  const bool shared = choice.sharing == Sharing::kernel;
  const bool said = choice.encoding == Encoding::functional;
  return encoding_variant(choice.encoding, choice.organisation.functional_mode) +
         (shared && !said ? " (kernel shared)" : "");
}

std::string compression_csv(const Config& config, const Prepared& prepared) {
  std::string text =
      "projection,format,bits,weights,zeros_before,pruned,zeros_by_quantization,sparsity,"
      "max_error,rms_error,snr_db";
  for (const std::string& encoding : encoding_names()) text += "," + encoding + "_bits";
  text += ",chosen_encoding,chosen_bits\n";
  for (const Row& row : rows_of(config, prepared)) {
    const ZeroCauses& zeros = *row.zeros;
    text += csv_field(zeros.projection) + ',' + to_string(row.format) + ',' +
            std::to_string(row.format.bits);
    for (const std::uint64_t count : {zeros.weights, zeros.before, zeros.pruned, zeros.quantized}) {
      text += ',' + std::to_string(count);
    }
    text += ',' + shortest(zeros.sparsity());
    const workloads::QuantizationReport* report = row.quantization;
    text += report == nullptr
                ? ",,,"
                : ',' + shortest(report->max_error) + ',' + shortest(report->rms_error) + ',' +
                      shortest(report->signal_to_noise_db);
    for (const auto& bits : row.bits.by_encoding) text += ',' + (bits ? std::to_string(*bits) : "");
    text += ',' + row.encoding + ',' + std::to_string(row.bits.chosen) + '\n';
  }
  return text;
}

std::string compression_json(const Config& config, const Prepared& prepared) {
  JsonWriter json;
  std::uint64_t bits = 0;
  json.open_object();
  json.key("schema_version").value(kStatsSchemaVersion);
  json.key("name").value(config.name);
  json.key("projections").open_array();
  for (const Row& row : rows_of(config, prepared)) {
    write_row(row, json);
    bits += row.bits.chosen;
  }
  json.close();
  json.key("network").open_object();
  write_zeros(sum_of(prepared.zeros), json);
  json.key("chosen_bits").value(bits);
  json.close().close();
  return json.text();
}

std::string compression_table(const Config& config, const Prepared& prepared) {
  char head[256];
  std::snprintf(head, sizeof head, "%-18s %-11s %11s %11s %11s %11s %9s %8s  %-22s %13s\n",
                "projection", "format", "weights", "zero before", "pruned", "rounded to 0",
                "sparsity", "SNR dB", "encoding", "stored bits");
  std::string text = head;
  std::uint64_t bits = 0;
  for (const Row& row : rows_of(config, prepared)) {
    char snr[32] = "";
    if (row.quantization != nullptr) {
      std::snprintf(snr, sizeof snr, "%.1f", row.quantization->signal_to_noise_db);
    }
    text += table_line(row.zeros->projection, to_string(row.format), *row.zeros, snr, row.encoding,
                       row.bits.chosen);
    bits += row.bits.chosen;
  }
  return text + table_line("network", "", sum_of(prepared.zeros), "", "", bits);
}

std::string pruning_table(const Config& config, const Prepared& prepared) {
  if (!config.prune) return "";
  std::string text =
      "\npruning              weights   zero before        pruned  rounded to 0   sparsity\n";
  for (const ZeroCauses& zeros : prepared.zeros) {
    char line[256];
    std::snprintf(line, sizeof line, "  %-14s %11s %13s %13s %13s %9.2f%%\n",
                  zeros.projection.c_str(), grouped(zeros.weights).c_str(),
                  grouped(zeros.before).c_str(), grouped(zeros.pruned).c_str(),
                  grouped(zeros.quantized).c_str(), 100 * zeros.sparsity());
    text += line;
  }
  return text;
}

std::vector<Statistic> compression_statistics(const Prepared& prepared) {
  std::vector<Statistic> statistics;
  for (const ZeroCauses& zeros : prepared.zeros) {
    const auto put = [&](const char* name, std::variant<Count, double, std::string> value,
                         const char* unit, const char* description) {
      statistics.push_back(
          {{"compression", zeros.projection, name}, std::move(value), unit, description});
    };
    put("weights", Count{zeros.weights}, "count", "weights of the connection");
    put("zeros_before", Count{zeros.before}, "count", "0 in the network as it was read");
    put("pruned", Count{zeros.pruned}, "count", "made 0 by pruning");
    put("zeros_by_quantization", Count{zeros.quantized}, "count", "rounded to level 0");
    put("sparsity", zeros.sparsity(), "", "share of the weights that are 0");
  }
  return statistics;
}

}  // namespace engram::sim
