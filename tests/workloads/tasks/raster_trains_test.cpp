#include "workloads/tasks/raster_trains.hpp"

#include <gtest/gtest.h>

namespace engram::workloads {
namespace {

TEST(RasterTrains, GoThereAndBack) {
  SpikeTrain train;
  train.neurons = 3;
  train.timesteps = 4;
  train.events = {{0, 2, 1}, {1, 0, 5}, {3, 1, 1}, {9, 0, 1}};
  Raster raster = make_raster(4, 2, 3);
  add_train(train, 1, raster);
  EXPECT_EQ(raster.counts[raster.row(1, 1) + 0], 5);
  const SpikeTrain back = sample_train(raster, 1);
  train.events.pop_back();  // after the last timestep
  EXPECT_EQ(back.events, train.events);
  EXPECT_EQ(back.events_used, 7U);
  EXPECT_EQ(back.neurons, 3U);
  EXPECT_EQ(back.timesteps, 4U);
  EXPECT_TRUE(sample_train(raster, 0).events.empty());
}

}  // namespace
}  // namespace engram::workloads
