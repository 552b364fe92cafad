#include <engram/dpi.h>
#include <gtest/gtest.h>

#include <map>
#include <sstream>
#include <vector>

#include "tests/sim/command/program.hpp"

/// The C interface against `engram run`, and what it refuses.
namespace engram::sim {
namespace {

/// A handle that closes itself.
class Handle {
 public:
  explicit Handle(const std::filesystem::path& config, const std::string& sets = "")
      : status_(engram_open(config.c_str(), sets.c_str(), &chip_)) {}
  ~Handle() { engram_close(chip_); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  operator engram_chip*() const { return chip_; }
  int status() const { return status_; }
  std::string message() const { return engram_message(chip_); }

 private:
  engram_chip* chip_ = nullptr;
  int status_;
};

double figure(engram_chip* chip, const char* name) {
  double value = -1;
  EXPECT_EQ(engram_figure(chip, name, &value), ENGRAM_OK) << engram_message(chip);
  return value;
}

std::string population_name(engram_chip* chip, std::uint32_t population) {
  const char* name = nullptr;
  EXPECT_EQ(engram_population(chip, population, &name, nullptr, nullptr, nullptr), ENGRAM_OK);
  return name;
}

std::string region_name(engram_chip* chip, std::uint32_t core, std::uint32_t image,
                        std::uint32_t region) {
  const char *projection = nullptr, *name = nullptr;
  EXPECT_EQ(engram_image(chip, core, image, &projection, nullptr, nullptr), ENGRAM_OK);
  const std::string of = projection;
  EXPECT_EQ(engram_region(chip, core, image, region, &name, nullptr, nullptr), ENGRAM_OK);
  return "core" + std::to_string(core) + "," + of + "." + name;
}

/// The config's sample stepped to its end: spikes and priced lines as the command writes them.
struct Stepped {
  std::multimap<std::string, std::string> spikes;  ///< by "population,neuron" with their order
  std::string lines;
  std::map<std::string, std::uint64_t> reads;  ///< words listed, by "core,region"
};

Stepped run(engram_chip* chip) {
  Stepped stepped;
  EXPECT_EQ(engram_begin_sample(chip, 0), ENGRAM_OK) << engram_message(chip);
  EXPECT_EQ(engram_record_reads(chip, 1), ENGRAM_OK);
  std::uint32_t timesteps = 0, population = 0, neuron = 0, timestep = 0, count = 0;
  EXPECT_EQ(engram_timesteps(chip, &timesteps), ENGRAM_OK);
  for (std::uint32_t t = 0; t < timesteps; ++t) {
    EXPECT_EQ(engram_step(chip), ENGRAM_OK) << engram_message(chip);
    std::uint32_t spikes = 0;
    engram_spikes(chip, &spikes);
    for (std::uint32_t k = 0; k < spikes; ++k) {
      engram_spike(chip, k, &population, &neuron, &timestep, &count);
      stepped.spikes.emplace(population_name(chip, population) + "," + std::to_string(neuron),
                             std::to_string(timestep) + "," + std::to_string(count));
    }
    std::uint64_t reads = 0;
    engram_reads(chip, &reads);
    for (std::uint64_t k = 0; k < reads; ++k) {
      std::uint32_t core = 0, image = 0, row = 0, region = 0;
      engram_read(chip, k, &core, &image, &row, &region, nullptr, nullptr);
      ++stepped.reads[region_name(chip, core, image, region)];
    }
  }
  std::uint32_t lines = 0;
  engram_lines(chip, &lines);
  for (std::uint32_t k = 0; k < lines; ++k) {
    const char *block = nullptr, *region = nullptr, *kind = nullptr;
    std::uint64_t accesses = 0;
    engram_line(chip, k, &block, &region, &kind, &accesses, nullptr);
    stepped.lines +=
        std::string(block) + "," + region + "," + kind + "," + std::to_string(accesses) + "\n";
  }
  return stepped;
}

/// The first four columns of accesses.csv, without its header.
std::string first_columns(const std::string& csv) {
  std::istringstream rows(csv);
  std::string text, row;
  std::getline(rows, row);
  while (std::getline(rows, row)) {
    std::size_t end = 0;
    for (int column = 0; column < 4; ++column) end = row.find(',', end) + 1;
    text += row.substr(0, end - 1) + "\n";
  }
  return text;
}

std::multimap<std::string, std::string> spikes_of(const std::string& csv) {
  std::multimap<std::string, std::string> spikes;
  std::istringstream rows(csv);
  std::string row;
  std::getline(rows, row);
  while (std::getline(rows, row)) {
    const std::size_t neuron = row.find(',', row.find(',') + 1);
    spikes.emplace(row.substr(0, neuron), row.substr(neuron + 1));
  }
  return spikes;
}

/// What follows `beginning` and a comma in the line that begins so.
std::string line_ending(const std::string& lines, const std::string& beginning) {
  const std::size_t at = ("\n" + lines).find("\n" + beginning + ",");
  if (at == std::string::npos) return "none";
  const std::size_t begin = at + beginning.size() + 1;
  return lines.substr(begin, lines.find('\n', begin) - begin);
}

class Dpi : public testing::Test {
 protected:
  Scratch scratch;
  std::filesystem::path config = scratch.write("run.json", small_config());
};

TEST_F(Dpi, EqualsTheCommandInSpikesAccessesAndEnergy) {
  const std::vector<std::vector<std::string>> variants = {
      {},
      {"/chip/schedule=pipelined"},
      {"/chip/payload=multiply", "/chip/core/synapse_memory/encoding=bitmap"},
      {"/chip/core/synapse_memory/encoding=run_length", "/chip/core/accumulator=sram"},
      {R"(/learning={"rule": "stdp", "rate_shift": 4, "stdp": {"window": 2, "potentiation": [40, 20],)"
       R"( "depression": [30, 15]}})"}};
  for (const std::vector<std::string>& sets : variants) {
    std::string options, lines;
    for (const std::string& set : sets) {
      options += " --set '" + set + "'";
      lines += set + "\n";
    }
    const ProgramResult done = engram("run run.json --quiet --out r" + options, scratch.path());
    ASSERT_EQ(done.exit_code, 0) << done.errors;
    auto files = files_of(scratch.path() / "r");
    Handle chip(config, lines);
    ASSERT_EQ(chip.status(), ENGRAM_OK) << chip.message();
    const Stepped stepped = run(chip);
    EXPECT_GT(stepped.spikes.size(), 20u);
    EXPECT_EQ(stepped.spikes, spikes_of(files["spikes.csv"])) << options;
    EXPECT_EQ(stepped.lines, first_columns(files["accesses.csv"])) << options;
    for (const char* name : {"energy_pj", "cycles", "synaptic_operations", "spikes", "input_spikes",
                             "area_um2", "latency_us"}) {
      EXPECT_EQ(figure(chip, name), std::stod(value_of(files["stats.json"], name))) << name;
    }
    EXPECT_GT(stepped.reads.size(), 2u);
    for (const auto& [memory, words] : stepped.reads) {
      EXPECT_EQ(line_ending(stepped.lines, memory + ",read"), std::to_string(words)) << memory;
    }
  }
}

TEST_F(Dpi, EventsThatAreFedDoWhatThoseOfAFileDo) {
  scratch.write("events.csv",
                "population,neuron,timestep,count\nin,2,0,3\nin,5,0,1\nin,0,1,2\nin,2,1,1\n");
  std::string with_file = small_config();
  const std::string poisson = R"("poisson": { "rate_hz": 400 })";
  with_file.replace(with_file.find(poisson), poisson.size(),
                    R"("events": "events.csv", "format": "csv")");
  Handle filed(scratch.write("filed.json", with_file), "/workload/input/timesteps=2");
  ASSERT_EQ(filed.status(), ENGRAM_OK) << filed.message();
  const Stepped expected = run(filed);
  Handle fed(config, "/workload/input/timesteps=2\n");
  ASSERT_EQ(fed.status(), ENGRAM_OK) << fed.message();
  std::uint32_t in = 99;
  ASSERT_EQ(engram_find_population(fed, "in", &in), ENGRAM_OK);
  engram_feed(fed, in, 5, 1);
  engram_feed(fed, in, 2, 1);
  engram_feed(fed, in, 2, 2);
  ASSERT_EQ(engram_step(fed), ENGRAM_OK) << fed.message();
  engram_feed(fed, in, 2, 1);
  engram_feed(fed, in, 0, 2);
  ASSERT_EQ(engram_step(fed), ENGRAM_OK) << fed.message();
  EXPECT_EQ(figure(fed, "input_spikes"), 7);
  for (const char* name : {"energy_pj", "synaptic_operations", "spikes"}) {
    EXPECT_EQ(figure(fed, name), figure(filed, name)) << name;
  }
  EXPECT_FALSE(expected.spikes.empty());
}

TEST_F(Dpi, SeveralChipsInOneProcessDoNotMeet) {
  Handle one(config), other(config, "/seed=7");
  const Stepped alone = run(one);
  EXPECT_NE(run(other).spikes, alone.spikes);
  engram_begin_sample(one, 0);
  engram_begin_sample(other, 0);
  for (int t = 0; t < 10; ++t) {
    engram_step(one);
    engram_step(other);
  }
  EXPECT_EQ(run(one).spikes, alone.spikes) << "a new sample begins anew";
}

TEST_F(Dpi, EnergyGrowsStepByStepAndLinesAddUpToIt) {
  Handle chip(config);
  engram_begin_sample(chip, 0);
  double before = figure(chip, "energy_pj");
  for (int t = 0; t < 20; ++t) {
    ASSERT_EQ(engram_step(chip), ENGRAM_OK);
    const double now = figure(chip, "energy_pj");
    EXPECT_GT(now, before);
    before = now;
  }
  std::uint32_t lines = 0;
  engram_lines(chip, &lines);
  double sum = 0;
  for (std::uint32_t k = 0; k < lines; ++k) {
    double energy = 0;
    engram_line(chip, k, nullptr, nullptr, nullptr, nullptr, &energy);
    sum += energy;
  }
  EXPECT_NEAR(sum, before, 1e-9 * before);
}

TEST_F(Dpi, ShowsTheWordsOfTheMemories) {
  Handle chip(config);
  std::uint32_t images = 0, regions = 0, rows = 0, bits = 0;
  std::uint64_t words = 0;
  ASSERT_EQ(engram_images(chip, 0, &images), ENGRAM_OK);
  ASSERT_GT(images, 0u);
  const char *projection = nullptr, *name = nullptr;
  ASSERT_EQ(engram_image(chip, 0, 0, &projection, &rows, &regions), ENGRAM_OK);
  EXPECT_STREQ(projection, "a");
  EXPECT_EQ(rows, 6u);
  ASSERT_EQ(engram_region(chip, 0, 0, 0, &name, &words, &bits), ENGRAM_OK);
  EXPECT_STREQ(name, "pointers");
  EXPECT_EQ(bits, 16u);
  std::uint32_t data[ENGRAM_WORD_PARTS] = {9, 9, 9, 9, 9, 9, 9, 9};
  ASSERT_EQ(engram_word(chip, 0, 0, 0, 0, data), ENGRAM_OK);
  EXPECT_LT(data[0], 1U << 16);
  for (int part = 1; part < ENGRAM_WORD_PARTS; ++part) EXPECT_EQ(data[part], 0u);
  EXPECT_EQ(engram_word(chip, 0, 0, 0, words, data), ENGRAM_MISUSE);
  EXPECT_NE(std::string(engram_message(chip)).find("no word"), std::string::npos);
}

TEST_F(Dpi, SaysEveryFaultOfAConfigAndStaysUsable) {
  Handle chip(config, "/chip/core/lanes=0\n/chip/core/synapse_memory/encodng=index");
  EXPECT_EQ(chip.status(), ENGRAM_BAD_INPUT);
  EXPECT_NE(chip.message().find("/chip/core/lanes"), std::string::npos) << chip.message();
  EXPECT_NE(chip.message().find("encodng"), std::string::npos) << chip.message();
  EXPECT_EQ(engram_step(chip), ENGRAM_MISUSE) << "there is no chip";
  EXPECT_NE(chip.message().find("encodng"), std::string::npos) << "the reason is kept";
  for (const auto& [set, text] :
       std::map<std::string, std::string>{{"/fidelity=cycle", "/fidelity"},
                                          {"/chip/core/synapse_memory/encoding=auto", "auto"},
                                          {"/energy/table=nosuch", "nosuch"},
                                          {"/chip/clock_mhz=50000", "too fast"}}) {
    Handle refused(config, set);
    EXPECT_EQ(refused.status(), ENGRAM_BAD_INPUT) << set;
    EXPECT_NE(refused.message().find(text), std::string::npos) << refused.message();
  }
  Handle absent(scratch.path() / "absent.json");
  EXPECT_EQ(absent.status(), ENGRAM_BAD_INPUT);
  EXPECT_NE(absent.message().find("absent.json"), std::string::npos);
}

TEST_F(Dpi, MisuseIsACodeAndChangesNothing) {
  EXPECT_EQ(engram_open(config.c_str(), nullptr, nullptr), ENGRAM_MISUSE);
  EXPECT_EQ(engram_step(nullptr), ENGRAM_MISUSE);
  EXPECT_STREQ(engram_message(nullptr), "");
  engram_close(nullptr);
  engram_chip* nameless = nullptr;
  EXPECT_EQ(engram_open(nullptr, nullptr, &nameless), ENGRAM_MISUSE);
  engram_close(nameless);

  Handle chip(config, "/workload/input/timesteps=2");
  std::uint32_t in = 0, mid = 0, none = 7;
  double value = 0;
  engram_find_population(chip, "in", &in);
  engram_find_population(chip, "mid", &mid);
  EXPECT_EQ(engram_find_population(chip, "midd", &none), ENGRAM_MISUSE);
  EXPECT_NE(std::string(engram_message(chip)).find("did you mean 'mid'"), std::string::npos);
  EXPECT_EQ(none, 7u);
  EXPECT_EQ(engram_feed(chip, mid, 0, 1), ENGRAM_MISUSE);
  EXPECT_EQ(engram_feed(chip, in, 6, 1), ENGRAM_MISUSE);
  EXPECT_EQ(engram_feed(chip, in, 0, 0), ENGRAM_MISUSE);
  EXPECT_EQ(engram_membrane(chip, in, 0, &value), ENGRAM_MISUSE);
  EXPECT_EQ(engram_spike(chip, 0, nullptr, nullptr, nullptr, nullptr), ENGRAM_MISUSE);
  EXPECT_EQ(engram_figure(chip, "energy", &value), ENGRAM_MISUSE);
  EXPECT_EQ(engram_begin_sample(chip, 1), ENGRAM_MISUSE);
  EXPECT_EQ(engram_step(chip), ENGRAM_OK);
  EXPECT_EQ(engram_step(chip), ENGRAM_OK);
  EXPECT_EQ(engram_step(chip), ENGRAM_MISUSE);
  EXPECT_NE(std::string(engram_message(chip)).find("2 of 2"), std::string::npos);
  EXPECT_EQ(figure(chip, "input_spikes"), 0);
  EXPECT_EQ(engram_begin(chip), ENGRAM_OK);
  EXPECT_EQ(engram_step(chip), ENGRAM_OK);
}

TEST_F(Dpi, ASumThatLeavesItsRangeIsACodeToo) {
  Handle chip(config, "/workload/input/timesteps=3");
  std::uint32_t in = 0;
  engram_find_population(chip, "in", &in);
  // 2^32 - 1 events a call, until an accumulator would leave what is exact.
  for (int k = 0; k < 200'000; ++k) engram_feed(chip, in, 0, 0xFFFFFFFFU);
  EXPECT_EQ(engram_step(chip), ENGRAM_SIMULATION_ERROR);
  EXPECT_NE(std::string(engram_message(chip)), "");
  EXPECT_EQ(engram_step(chip), ENGRAM_MISUSE) << "only a new sample goes on";
  EXPECT_EQ(engram_begin(chip), ENGRAM_OK);
  EXPECT_EQ(engram_step(chip), ENGRAM_OK);
}

}  // namespace
}  // namespace engram::sim
