#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <tuple>

#include "shipped_tables.hpp"

/// The factors of the shipped tables against Stillmaker & Baas 2017 (Integration 58:74-81), worked
/// out from the coefficients in reference/energy/scaling_stillmaker_baas.json.
namespace engram::energy {
namespace {

using nlohmann::json;

class StillmakerBaas : public testing::Test {
 protected:
  void SetUp() override {
    paper_ = reference_json("scaling_stillmaker_baas.json");
    if (paper_.is_null()) {
      GTEST_SKIP() << "reference data not found at "
                   << reference_path("scaling_stillmaker_baas.json");
    }
  }

  /// The polynomial of a quantity ("energy_V2_V_1", "delay_V3_V2_V_1") of a node at a voltage.
  double polynomial(const std::string& quantity, const std::string& node, double voltage) const {
    double value = 0;
    for (const json& coefficient : paper_.at(quantity).at(node)) {
      value = value * voltage + coefficient.get<double>();
    }
    return value;
  }

  /// 28 nm is not in the paper: log-log between the 32 and 20 nm (HP).
  static double between(double at_32nm, double at_20nm) {
    return at_32nm * std::pow(at_20nm / at_32nm, std::log(32.0 / 28) / std::log(32.0 / 20));
  }
  double at_28nm(const std::string& quantity, double voltage) const {
    return between(polynomial(quantity, "HP32", voltage), polynomial(quantity, "HP20", voltage));
  }

  static double logic(const std::string& table, const std::string& operation,
                      const std::string& variant, int bits) {
    const json file = shipped(table);
    for (const json& row : file.at("logic")) {
      if (row.at("operation") == operation && row.at("variant") == variant &&
          row.at("bits") == bits)
        return row.at("energy_pj");
    }
    throw std::runtime_error("no row " + operation + " " + variant);
  }

  json paper_;
};

const char* const kEnergy = "energy_V2_V_1";
const char* const kDelay = "delay_V3_V2_V_1";

TEST_F(StillmakerBaas, FactorsOfTheScaledTable) {
  const json factors = shipped("ihp-28nm").at("factors");
  const double energy = at_28nm(kEnergy, 0.9) / polynomial(kEnergy, "130", 1.2);
  EXPECT_NEAR(factors.at("energy").get<double>(), energy, 1e-6);
  const double delay = at_28nm(kDelay, 0.9) / polynomial(kDelay, "130", 1.2);
  EXPECT_NEAR(factors.at("delay").get<double>(), delay, 1e-5);
  const json& area = paper_.at("area_factor").at("130");
  EXPECT_NEAR(factors.at("area").get<double>(), between(area.at("32"), area.at("20")), 1e-6);
  EXPECT_DOUBLE_EQ(factors.at("leakage").get<double>(), 0.9 / 1.2);
}

/// Both tables of the ODIN study, at 0.55 V: of the vendor's memories and of CACTI's.
TEST_F(StillmakerBaas, FactorsOfTheTablesOfOdin) {
  const std::tuple<const char*, const char*, const char*, double> tables[] = {
      {"ihp-28nm-0v55", "130", "130", 1.2}, {"cacti-28nm-0v55", "HP45", "45", 1.0}};
  for (const auto& [name, node, area_node, voltage] : tables) {
    std::ifstream file(std::filesystem::path(ENGRAM_SOURCE_DIR) / "configs/published/odin" /
                       (std::string(name) + ".json"));
    const json factors = json::parse(file).at("factors");
    EXPECT_NEAR(factors.at("energy").get<double>(),
                at_28nm(kEnergy, 0.55) / polynomial(kEnergy, node, voltage), 1e-6);
    EXPECT_NEAR(factors.at("delay").get<double>(),
                at_28nm(kDelay, 0.55) / polynomial(kDelay, node, voltage), 1e-5);
    const json& area = paper_.at("area_factor").at(area_node);
    EXPECT_NEAR(factors.at("area").get<double>(), between(area.at("32"), area.at("20")), 1e-6);
    EXPECT_NEAR(factors.at("leakage").get<double>(), 0.55 / voltage, 1e-6);
  }
}

TEST_F(StillmakerBaas, AgreesWithTheTabulatedFactors) {
  std::size_t found = 0;
  for (const CsvRow& row : reference_csv("scale_factors.csv")) {
    if (row.at("from") != "130nm/1.2V") continue;
    const double factor = std::stod(row.at("energy_factor"));
    if (row.at("to_nm") == "28" && row.at("to_V") == "0.9") {
      EXPECT_NEAR(shipped("ihp-28nm").at("factors").at("energy").get<double>(), factor, 1e-6);
      ++found;
    } else if (row.at("to_nm") == "45" && row.at("to_V") == "0.9") {
      EXPECT_NEAR(polynomial(kEnergy, "HP45", 0.9) / polynomial(kEnergy, "130", 1.2), factor, 1e-5);
      ++found;
    }
  }
  EXPECT_EQ(found, 2u);
}

TEST_F(StillmakerBaas, CitedFiguresAreScaledToTheNodeOfTheTable) {
  const char* const ihp = "ihp-sg13g2-130nm";
  const char* const cacti = "cacti-45nm-hp";
  // Horowitz 2014, 45 nm 0.9 V: float32 add 0.9 pJ, multiply 3.7 pJ.
  const double from_45nm = polynomial(kEnergy, "130", 1.2) / polynomial(kEnergy, "HP45", 0.9);
  EXPECT_NEAR(logic(ihp, "accumulate", "float32", 32), 0.9 * from_45nm, 1e-6);
  EXPECT_NEAR(logic(ihp, "multiply", "float32", 32), 3.7 * from_45nm, 1e-6);
  EXPECT_DOUBLE_EQ(logic(cacti, "accumulate", "float32", 32), 0.9);
  EXPECT_DOUBLE_EQ(logic(cacti, "multiply", "float32", 32), 3.7);
  // IHP's synthesised LIF unit, brought to 45 nm 0.9 V.
  EXPECT_NEAR(logic(cacti, "neuron_update", "lif", 16) * from_45nm,
              logic(ihp, "neuron_update", "lif", 16), 1e-6);
  // TrueNorth, 28 nm 0.775 V: 2.3 pJ a hop of a packet of about 30 bits.
  const double hop = 2.3 / 30 / at_28nm(kEnergy, 0.775);
  EXPECT_NEAR(logic(ihp, "noc_hop", "", 32), 32 * hop * polynomial(kEnergy, "130", 1.2), 1e-5);
  EXPECT_NEAR(logic(cacti, "noc_hop", "", 32), 32 * hop * polynomial(kEnergy, "HP45", 0.9), 1e-5);
}

}  // namespace
}  // namespace engram::energy
