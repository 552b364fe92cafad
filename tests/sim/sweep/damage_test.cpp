#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <fstream>

#include "sim/sweep/sqlite.hpp"
#include "sim/sweep/sweep_store.hpp"
#include "tests/sim/sweep/sweep_folder.hpp"
#include "workloads/network/random.hpp"

/// Files that are no database of a sweep, or one that was damaged: refused by name, never read as
/// something else.
namespace engram::sim {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kDamagePoints = 20;

void fill_for_damage(const fs::path& file) {
  SweepStore store(file, {"s", "0.1.0", {"/a"}, {"x", "y"}, {"x least"}, kDamagePoints, {{0}}});
  for (std::uint64_t number = 0; number < kDamagePoints; ++number) {
    const std::string text = std::to_string(number);
    store.put({number,
               config_key(text),
               {text},
               number == 3 ? "refused" : "ok",
               number == 3 ? "" : "priced",
               number == 3 ? "too large" : "",
               "config " + text,
               {1.5 * double(number), std::nan("")},
               {{"add", 0.1 * double(number)}, {"clock", 2}}});
  }
}

/// All that a store says, as one text: "refused: why" where it is none.
std::string contents(const fs::path& file) {
  try {
    SweepStore store(file);
    std::string all = store.head().name + store.head().program + store.head().axes.at(0) +
                      store.head().columns.at(1) + store.head().objectives.at(0) +
                      std::to_string(store.head().points) +
                      std::to_string(store.head().best_by.at(0).at(0));
    for (const SweepRow& row : store.rows()) {
      all += std::to_string(row.number) + row.key + row.values.at(0) + row.status + row.source +
             row.error + row.config;
      for (const double figure : row.figures) all += std::to_string(figure) + ' ';
      for (const auto& one : row.energies) all += one.row + std::to_string(one.picojoules);
    }
    return all;
  } catch (const DatabaseFault& fault) {
    return std::string("refused: ") + fault.what();
  }
}

bool refused(const std::string& text) {
  return text.starts_with("refused: ");
}

class Damaged : public testing::Test {
 protected:
  Damaged() {
    fill_for_damage(scratch_.path() / "whole.db");
    bytes_ = read_file(scratch_.path() / "whole.db");
    whole_ = contents(scratch_.path() / "whole.db");
  }
  std::string read_back(const std::string& bytes) const {
    const fs::path file = scratch_.path() / "part.db";
    for (const char* left : {"", "-wal", "-shm", "-journal"}) fs::remove(file.string() + left);
    std::ofstream(file, std::ios::binary) << bytes;
    return contents(file);
  }
  Scratch scratch_;
  std::string bytes_, whole_;
};

TEST_F(Damaged, NotAtAllItIsRead) {
  ASSERT_FALSE(refused(whole_)) << whole_;
  EXPECT_EQ(read_back(bytes_), whole_);
}

/// Cut anywhere, at the end of a page too.
TEST_F(Damaged, ByACutItIsRefused) {
  workloads::RandomStream draws(1, 0);
  std::vector<std::size_t> sizes{0, 1, 15, 16, 99, 100, 101, bytes_.size() - 1};
  for (std::size_t page = 4096; page < bytes_.size(); page += 4096) sizes.push_back(page);
  for (int k = 0; k < 40; ++k) {
    sizes.push_back(static_cast<std::size_t>(draws.unit() * static_cast<double>(bytes_.size())));
  }
  for (const std::size_t size : sizes) {
    const std::string read = read_back(bytes_.substr(0, size));
    EXPECT_TRUE(refused(read)) << size << " of " << bytes_.size() << " bytes: " << read;
    EXPECT_NE(read.find("part.db: "), std::string::npos) << read;
  }
}

/// One bit anywhere: in the header, the pages, a figure, a config. It shows, or it changes nothing.
TEST_F(Damaged, ByAFlippedBitItIsRefusedOrReadsTheSame) {
  workloads::RandomStream draws(1, 0);
  std::size_t noticed = 0, flips = 0;
  const auto flip = [&](std::size_t at, unsigned bit) {
    std::string damaged = bytes_;
    damaged[at] = static_cast<char>(damaged[at] ^ (1U << bit));
    const std::string read = read_back(damaged);
    EXPECT_TRUE(refused(read) || read == whole_) << "bit " << bit << " of byte " << at;
    noticed += refused(read) ? 1 : 0;
    ++flips;
  };
  for (std::size_t at = 0; at < 100; ++at) flip(at, static_cast<unsigned>(at % 8));  // header
  for (int k = 0; k < 400; ++k) {
    const auto at = static_cast<std::size_t>(draws.unit() * static_cast<double>(bytes_.size()));
    if (bytes_[at] != 0) flip(at, static_cast<unsigned>(draws.unit() * 8));  // not free space
  }
  EXPECT_GT(noticed, flips / 3);
}

/// SQLite itself sees nothing wrong with a figure that has changed.
TEST_F(Damaged, InAFigureItIsRefused) {
  const auto bits = std::bit_cast<std::uint64_t>(1.5 * 7);  // of point 7, stored big-endian
  std::string stored;
  for (int byte = 7; byte >= 0; --byte) stored += static_cast<char>(bits >> (8 * byte));
  const std::size_t at = bytes_.find(stored);
  ASSERT_NE(at, std::string::npos);
  std::string damaged = bytes_;
  damaged[at + 3] = static_cast<char>(damaged[at + 3] ^ 1);
  EXPECT_NE(read_back(damaged).find("part.db: is damaged (point 7 is not what was put there)"),
            std::string::npos)
      << read_back(damaged);
}

TEST_F(Damaged, OrNoneAtAllItIsRefused) {
  EXPECT_NE(read_back(std::string(5000, 'x')).find("part.db: file is not a database"),
            std::string::npos);
  EXPECT_NE(read_back("").find("part.db: is no database of a sweep"), std::string::npos);
  fs::create_directory(scratch_.path() / "folder.db");
  EXPECT_NE(contents(scratch_.path() / "folder.db").find("folder.db: "), std::string::npos);
  EXPECT_NE(contents(scratch_.path() / "absent.db").find("absent.db: unable to open"),
            std::string::npos);
  {
    Database other(scratch_.path() / "other.db", Database::Open::new_file);
    other.run("CREATE TABLE points (key TEXT); INSERT INTO points VALUES ('a')");
  }
  EXPECT_NE(contents(scratch_.path() / "other.db").find("other.db: is no database of a sweep"),
            std::string::npos);
  {
    Database older(scratch_.path() / "whole.db", Database::Open::existing);
    older.run("PRAGMA user_version = 1");
  }
  EXPECT_NE(contents(scratch_.path() / "whole.db").find("whole.db: has format 1, this program"),
            std::string::npos);
}

/// The program says so too, with the exit code of bad input, and leaves the file as it was.
TEST(DamagedSweep, IsRefusedByResumeAndMerge) {
  const SweepFolder folder;
  folder.sweep(R"("axes": { "/seed": [1, 2, 3] })");
  ASSERT_EQ(engram("sweep sweep.json --out r", folder.path()).exit_code, 0);
  const fs::path file = folder.path() / "r" / "sweep.db";
  const std::string half = read_file(file).substr(0, fs::file_size(file) / 2);
  std::ofstream(file, std::ios::binary) << half;
  for (const char* command : {"sweep sweep.json --out r --resume", "merge r/sweep.db --out m"}) {
    const ProgramResult ran = engram(command, folder.path());
    EXPECT_EQ(ran.exit_code, 3) << ran.errors;
    EXPECT_NE(ran.errors.find("r/sweep.db: "), std::string::npos) << ran.errors;
  }
  EXPECT_EQ(read_file(file), half);
  EXPECT_FALSE(fs::exists(folder.path() / "m"));
}

}  // namespace
}  // namespace engram::sim
