#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/sim/command/program.hpp"

/// `engram export`, then controller_bench.v under Icarus Verilog with a twin of memory/rtl: words
/// and deliveries, cycle by cycle.
namespace engram::sim {
namespace {

/// As the twins are built (memory/rtl/README.md).
constexpr const char* kTwin =
    " --fetch-ahead 1 --set /chip/core/lanes=1 --set /chip/core/synapse_memory/macros=shared"
    " --set /chip/core/synapse_memory/rows=";

struct Image {
  std::string core, image, projection;
  std::string stem() const { return "core" + core + "_image" + image; }
};

/// The images of chip.json, in its order.
std::vector<Image> images_of(const std::string& json) {
  std::vector<Image> images;
  for (std::size_t at = json.find("\"core\": "); at != std::string::npos;
       at = json.find("\"core\": ", at + 1)) {
    const std::string here = json.substr(at, 400);
    const std::string name = value_of(here, "projection");
    images.push_back(
        {value_of(here, "core"), value_of(here, "image"), name.substr(1, name.size() - 2)});
  }
  return images;
}

class ExportedLayer : public testing::Test {
 protected:
  void export_to(const std::string& folder, const std::string& options) {
    const ProgramResult result =
        engram("export run.json --out " + folder + options, scratch.path());
    ASSERT_EQ(result.exit_code, 0) << result.errors;
  }
  /// What the bench prints; `encoding`: whose twin.
  std::string play(const std::string& stem, const std::string& encoding,
                   const std::string& broken = "") {
    const std::filesystem::path here = std::filesystem::path(ENGRAM_SOURCE_DIR);
    const std::string rtl = (here / "memory/rtl").string();
    const std::string path = (scratch.path() / stem).string();
    const ProgramResult compiled = run_program(
        "iverilog",
        "-g2012 -I" + rtl + " -y" + rtl + " -Y.sv -DIMAGE='\"" + path + "\"' -DPARAMETERS='\"" +
            path + ".vh\"'" + (encoding == "index" ? " -DINDEX_CONTROLLER" : "") +
            (broken.empty() ? "" : " -DBREAK=" + broken) + " -o bench.vvp " +
            (here / "tests/cosim/icarus/controller_bench.v").string(),
        scratch.path());
    EXPECT_EQ(compiled.exit_code, 0) << compiled.errors << compiled.output;
    return run_program("vvp", "-n bench.vvp", scratch.path()).output;
  }
  /// The number before `unit` in "PASS: 3 events, 5 words, 9 deliveries".
  static unsigned long passed(const std::string& output, const std::string& unit) {
    if (output.find("PASS: ") != 0) return 0;
    const std::size_t end = output.find(' ' + unit);
    return std::stoul(output.substr(output.rfind(' ', end - 1) + 1));
  }
  const Scratch scratch;
};

class ExportedSmallNetwork : public ExportedLayer,
                             public testing::WithParamInterface<const char*> {};

TEST_P(ExportedSmallNetwork, PassesPackedAndAligned) {
  scratch.write("run.json", small_config());
  const std::string encoding = GetParam();
  for (const std::string rows : {"packed", "aligned"}) {
    export_to(rows, kTwin + rows + " --set /chip/core/synapse_memory/encoding=" + encoding);
    const std::vector<Image> images = images_of(read_file(scratch.path() / rows / "chip.json"));
    ASSERT_GE(images.size(), 2U);
    for (const Image& image : {images.front(), images.back()}) {
      const std::string output = play(rows + "/" + image.stem(), encoding);
      EXPECT_GT(passed(output, "deliveries"), 50U) << rows << " " << image.projection << output;
    }
  }
  // The first word of the image is read by the first event.
  const std::string broken = play("packed/core0_image0", encoding, "0");
  EXPECT_EQ(broken.find("FAIL"), 0U) << broken;
}

INSTANTIATE_TEST_SUITE_P(Twins, ExportedSmallNetwork, testing::Values("crossbar", "index"));

/// First and last layer of a network that somebody else trained, on a recording of N-MNIST.
TEST_F(ExportedLayer, OfARealNetworkPasses) {
  const std::filesystem::path real = std::filesystem::path(ENGRAM_REFERENCE_DIR) / "real";
  const std::filesystem::path network = real / "nir/cnn_sinabs.nir";
  const std::filesystem::path recording = real / "nmnist/60001.bs2";
  for (const auto& file : {network, recording}) {
    if (!std::filesystem::exists(file)) GTEST_SKIP() << "reference data not found at " << file;
  }
  scratch.write("run.json", R"({ "workload": {
    "network": { "nir": ")" + network.string() +
                                R"(", "dynamics": "sinabs", "dt_us": 1000 },
    "input": { "events": ")" + recording.string() +
                                R"(", "format": "nmnist", "timestep_us": 1000, "timesteps": 24 } },
    "compression": { "quantize": { "bits": 4 } },
    "chip": { "mesh": [8, 8], "core": { "synapse_memory_kib": 4096 } } })");
  for (const std::string encoding : {"index", "crossbar"}) {
    // Layers between them would be large crossbars.
    export_to(encoding, " --steps 14:23" + std::string(kTwin) +
                            "packed --set '/chip/core/synapse_memory/encoding={\"default\": "
                            "\"index\", \"0\": \"" +
                            encoding + "\", \"11\": \"" + encoding + "\"}'");
    const std::vector<Image> images = images_of(read_file(scratch.path() / encoding / "chip.json"));
    ASSERT_EQ(images.front().projection, "0");
    ASSERT_EQ(images.back().projection, "11");
    for (const Image& image : {images.front(), images.back()}) {
      const std::string output = play(encoding + "/" + image.stem(), encoding);
      EXPECT_GT(passed(output, "events"), 50U) << image.projection << ": " << output;
    }
  }
}

}  // namespace
}  // namespace engram::sim
