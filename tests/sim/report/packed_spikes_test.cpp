#include "sim/report/packed_spikes.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "tests/sim/command/program.hpp"

namespace engram::sim {
namespace {

/// RFC 4648, by its table.
std::vector<unsigned> bytes_of_base64(const std::string& text) {
  const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::vector<unsigned> bytes;
  unsigned bits = 0, held = 0;
  for (const char c : text) {
    if (c == '=') break;
    bits = bits << 6 | static_cast<unsigned>(digits.find(c));
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes.push_back(bits >> held & 255U);
  }
  return bytes;
}

std::vector<std::uint64_t> numbers_of(const std::string& text) {
  std::vector<std::uint64_t> numbers;
  std::uint64_t number = 0, place = 0;
  for (const unsigned byte : bytes_of_base64(text)) {
    number |= std::uint64_t{byte & 127U} << place;
    place += 7;
    if (byte >= 128) continue;
    numbers.push_back(number);
    number = place = 0;
  }
  return numbers;
}

class PackedSpikes : public testing::Test {
 protected:
  Raster read(const std::string& csv, std::vector<RasterPopulation> populations) {
    return read_raster(scratch_.write("spikes.csv", csv), std::move(populations), faults_);
  }
  Scratch scratch_;
  std::vector<std::string> faults_;
};

TEST_F(PackedSpikes, AreKeysByTimeAsDifferences) {
  const Raster raster = read("population,neuron,timestep,count\na,1,5,1\nb,999,0,1\nb,0,5,1\n",
                             {{"a", 0, 2}, {"b", 0, 1000}});
  EXPECT_EQ(faults_, std::vector<std::string>{});
  EXPECT_EQ(raster.rows, 1002U);
  ASSERT_EQ(raster.samples.size(), 1U);
  const RasterSample& sample = raster.samples.front();
  EXPECT_EQ(sample.shown, 3U);
  EXPECT_EQ(sample.counts, "");
  std::vector<std::uint64_t> keys = numbers_of(sample.keys);
  std::partial_sum(keys.begin(), keys.end(), keys.begin());
  EXPECT_EQ(keys, (std::vector<std::uint64_t>{1001, 5 * 1002 + 1, 5 * 1002 + 2}));
}

TEST_F(PackedSpikes, CountsAreKeptWhereTheyDiffer) {
  const Raster raster =
      read("population,neuron,timestep,count,sample\na,0,0,300,y\na,0,1,1,y\na,1,0,2,x\n",
           {{"a", 0, 2}});
  ASSERT_EQ(raster.samples.size(), 2U);
  EXPECT_EQ(raster.samples[0].name, "y");  // in the order of the file
  EXPECT_EQ(numbers_of(raster.samples[0].counts), (std::vector<std::uint64_t>{300, 1}));
  EXPECT_EQ(numbers_of(raster.samples[1].counts), (std::vector<std::uint64_t>{2}));
}

TEST_F(PackedSpikes, AHundredThousandTakeLessThanHalfAMegabyte) {
  std::string csv = "population,neuron,timestep,count\n";
  std::uint64_t state = 1;
  for (int spike = 0; spike < 100'000; ++spike) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    csv += "a," + std::to_string((state >> 33) % 5000) + ',' +
           std::to_string((state >> 20) % 1000) + ",1\n";
  }
  const Raster raster = read(csv, {{"a", 0, 5000}});
  EXPECT_EQ(raster.samples.at(0).shown, 100'000U);
  EXPECT_LT(raster.samples.at(0).keys.size(), 500'000U);
}

TEST_F(PackedSpikes, OfNeuronsThatAreNotThereAreRefused) {
  for (const char* line : {"z,0,0,1", "a,2,0,1", "a,-1,0,1", "a,0.5,0,1", "a,0,0,-1"}) {
    faults_.clear();
    read(std::string("population,neuron,timestep,count\na,1,1,1\n") + line + "\n", {{"a", 0, 2}});
    ASSERT_EQ(faults_.size(), 1U) << line;
    EXPECT_NE(faults_[0].find("spikes.csv: record 2: no spike of a neuron of this run"),
              std::string::npos);
  }
}

}  // namespace
}  // namespace engram::sim
