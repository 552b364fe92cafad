#include <gtest/gtest.h>

#include <limits>

#include "workloads/network/generate.hpp"

namespace engram::workloads {
namespace {

using Kind = ProjectionDescription::Kind;
using Draw = WeightDescription::Kind;

NetworkDescription good() {
  NetworkDescription d;
  d.populations.resize(2);
  d.populations[0].name = "in";
  d.populations[0].shape = {2, 6, 6};
  d.populations[0].step.model = NeuronModel::input;
  d.populations[1].name = "out";
  d.populations[1].shape = {4, 4, 4};
  d.projections.resize(1);
  ProjectionDescription& p = d.projections[0];
  p.name = "p";
  p.source = "in";
  p.target = "out";
  p.kind = Kind::conv2d;
  p.kernel_y = p.kernel_x = 3;
  p.weights = {Draw::uniform, {}, -1, 1, 1};
  return d;
}

std::string fault(const NetworkDescription& description) {
  try {
    generate(description, 1);
  } catch (const NetworkFault& fault) {
    return fault.what();
  }
  return "";
}

TEST(GenerateFaults, TheGoodOneIsAccepted) {
  EXPECT_EQ(fault(good()), "");
}

TEST(GenerateFaults, AllAreReportedAtOnce) {
  NetworkDescription d = good();
  d.populations.push_back(d.populations[1]);
  d.projections.resize(3, d.projections[0]);
  d.projections[0].source = "inn";
  d.projections[0].target = "outt";
  d.projections[1].weights.density = 1.5;
  d.projections[2].name = "q";
  d.projections[2].kernel_y = 2;
  EXPECT_EQ(fault(d),
            "population 'out': the name is taken\n"
            "projection 'p': no source population 'inn'\n"
            "projection 'p': no target population 'outt'\n"
            "projection 'p': density must be from 0 to 1 (found 1.5)\n"
            "projection 'q': the convolution gives (4, 5, 4), population 'out' is (4, 4, 4)");
}

TEST(GenerateFaults, ALoopWithoutDelayIsNamed) {
  NetworkDescription d = good();
  d.projections.push_back(d.projections[0]);
  d.projections[1].name = "self";
  d.projections[1].source = "out";
  d.projections[1].kind = Kind::dense;
  EXPECT_NE(fault(d).find("a loop without delay through 'out'"), std::string::npos);
  d.projections[1].delay = 1;
  EXPECT_EQ(fault(d), "");
}

TEST(GenerateFaults, WeightsThatCannotBeDrawn) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const WeightDescription bad[] = {
      {Draw::constant, {}, 0, 0, 1},         {Draw::constant, {}, nan, 0, 1},
      {Draw::uniform, {}, 1, 1, 1},          {Draw::uniform, {}, 1, -1, 1},
      {Draw::uniform, {}, -1e-60, 1e-60, 1}, {Draw::uniform, {}, 0, 1e300, 1},
      {Draw::normal, {}, 0, 0, 1},           {Draw::normal, {}, 1, -1, 1},
      {Draw::uniform_int, {}, 0, 0, 1},      {Draw::uniform_int, {}, 0.5, 2, 1},
      {Draw::uniform_int, {}, 2, 1, 1},      {Draw::uniform_int, {}, 1, 1e9, 1},
      {Draw::uniform, {}, -1, 1, -0.1},      {Draw::uniform, {}, -1, 1, nan},
      {Draw::fan_in_uniform, {}, 0, 0, 1},   {Draw::fan_in_normal, {}, -1, 0, 1},
      {Draw::values, {1, 2}, 0, 0, 1},       {Draw::values, std::vector<float>(72, 1), 0, 0, 0.5},
  };
  for (const WeightDescription& weights : bad) {
    NetworkDescription d = good();
    d.projections[0].weights = weights;
    EXPECT_NE(fault(d), "") << static_cast<int>(weights.kind) << " " << weights.a << " "
                            << weights.b;
  }
  NetworkDescription d = good();
  d.projections[0].weights = {Draw::values, std::vector<float>(72, 1), 0, 0, 1};
  EXPECT_EQ(fault(d), "");
  d.projections[0].weights.values[5] = std::numeric_limits<float>::infinity();
  EXPECT_EQ(fault(d), "projection 'p': a weight is not finite");
}

TEST(GenerateFaults, TooLargeIsRefusedBeforeAnythingIsAllocated) {
  NetworkDescription d = good();
  d.populations[0].shape = d.populations[1].shape = {1U << 20, 1, 1};
  d.projections[0].kind = Kind::dense;
  EXPECT_NE(fault(d).find("at most"), std::string::npos);
  d.projections[0].kind = Kind::sparse;
  EXPECT_NE(fault(d).find("at most"), std::string::npos);
  d.projections[0].kind = Kind::one_to_one;
  EXPECT_EQ(fault(d), "");
}

TEST(GenerateFaults, OneToOneNeedsEqualSizes) {
  NetworkDescription d = good();
  d.projections[0].kind = Kind::one_to_one;
  EXPECT_EQ(fault(d), "projection 'p': one to one between 72 and 64 neurons");
}

}  // namespace
}  // namespace engram::workloads
