#include "sim/train/course.hpp"

#include <fstream>
#include <sstream>

#include "sim/results/result_folder.hpp"
#include "sim/run/prepare.hpp"
#include "sim/train/training_text.hpp"

namespace engram::sim {
namespace {

namespace fs = std::filesystem;

constexpr const char* kResolved = "resolved.json";
constexpr const char* kCsv = "training.csv";
constexpr const char* kCheckpoint = "checkpoint.bin";

std::string text_of(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

/// The header and the first `rows` lines; "" where there are fewer.
std::string first_rows(const std::string& csv, std::uint32_t rows) {
  std::size_t end = 0;
  for (std::uint32_t line = 0; line <= rows; ++line) {
    end = csv.find('\n', end);
    if (end == std::string::npos) return "";
    ++end;
  }
  return csv.substr(0, end);
}

}  // namespace

fs::path unfinished_folder(const fs::path& result) {
  fs::path name = result.has_filename() ? result : result.parent_path();
  name += ".unfinished";
  return name;
}

Course::Course(workloads::Trainer& trainer, const TrainConfig& config, const std::string& resolved,
               fs::path folder)
    : trainer_(trainer),
      config_(config),
      resolved_(resolved),
      folder_(std::move(folder)),
      csv_(training_csv_header()) {}

void Course::remove_folder() const {
  std::error_code error;
  fs::remove_all(folder_, error);
  if (error) throw ResultFolderFault(folder_.string() + ": " + error.message());
}

void Course::begin() {
  remove_folder();
  std::error_code error;
  fs::create_directories(folder_, error);
  if (error) throw ResultFolderFault(folder_.string() + ": " + error.message());
  write_result_file(folder_ / kResolved, resolved_);
}

bool Course::resume() {
  const fs::path checkpoint = folder_ / kCheckpoint;
  if (!fs::exists(checkpoint)) return false;
  if (text_of(folder_ / kResolved) != resolved_) {
    throw InputFault(folder_.string() +
                     ": holds a training of another config (resolved.json differs); train without "
                     "--resume to begin anew");
  }
  trainer_.load(checkpoint);
  csv_ = first_rows(text_of(folder_ / kCsv), trainer_.epochs_done());
  if (csv_.empty()) {
    throw InputFault((folder_ / kCsv).string() + ": has fewer rows than " + checkpoint.string() +
                     " epochs, which are " + std::to_string(trainer_.epochs_done()));
  }
  return true;
}

void Course::run(std::uint32_t checkpoint_every, const TrainingWatch& watch) {
  const std::uint32_t epochs = config_.training.epochs;
  while (trainer_.epochs_done() < epochs) {
    const workloads::EpochRecord record = trainer_.epoch(watch.batch);
    const std::uint32_t done = trainer_.epochs_done();
    const bool last = done == epochs;
    std::optional<workloads::Evaluation> test;
    if (last || (config_.test_every > 0 && done % config_.test_every == 0)) {
      test = trainer_.evaluate(workloads::Split::test);
    }
    csv_ += training_csv_row(record, test, record.accuracy.has_value());
    if (last || done % checkpoint_every == 0) {
      // In this order: rows beyond the checkpoint do no harm.
      write_result_file(folder_ / kCsv, csv_);
      trainer_.save(folder_ / kCheckpoint);
    }
    if (watch.epoch) watch.epoch(record, test);
  }
}

}  // namespace engram::sim
