#include "tests/published/slayer_networks.hpp"

#include "workloads/slayer/import.hpp"

namespace engram::published {
namespace {

using workloads::SlayerLayer;

SlayerLayer layer(SlayerLayer::Kind kind, const std::string& name, const std::string& file,
                  std::uint32_t outputs = 0) {
  SlayerLayer made;
  made.kind = kind;
  made.name = name;
  made.weights = real_file(file);
  made.outputs = outputs;
  made.place = name;
  return made;
}

SlayerLayer pool(const std::string& name, const std::string& file, std::uint32_t size) {
  SlayerLayer made = layer(SlayerLayer::Kind::pool, name, file);
  made.window.kernel_y = made.window.kernel_x = size;
  made.window.stride_y = made.window.stride_x = size;
  return made;
}

SlayerLayer convolution(const std::string& name, const std::string& file, std::uint32_t channels,
                        std::uint32_t size, std::uint32_t padding) {
  SlayerLayer made = layer(SlayerLayer::Kind::conv, name, file, channels);
  made.window.kernel_y = made.window.kernel_x = size;
  made.window.pad_y = made.window.pad_x = padding;
  return made;
}

std::uint64_t prediction(const RunCounts& counts) {
  const int winner = predicted(counts.outputs);
  return winner < 0 ? 0 : static_cast<std::uint64_t>(winner);  // the files write 0 for none
}

void append(Row& row, const std::vector<std::uint64_t>& values) {
  row.insert(row.end(), values.begin(), values.end());
}

}  // namespace

bool slayer_nmnist_present() {
  return std::filesystem::exists(real_file("nmnist/Trained_Fc1.txt")) &&
         std::filesystem::exists(real_file("nmnist/60050.bs2"));
}

bool slayer_gesture_present() {
  return std::filesystem::exists(real_file("dvsgesture/Trained_fc1.txt")) &&
         std::filesystem::exists(real_file("dvsgesture/4.bs2"));
}

workloads::Network slayer_nmnist() {
  using Kind = SlayerLayer::Kind;
  return workloads::import_slayer({{2, 34, 34},
                                   {layer(Kind::dense, "fc1", "nmnist/Trained_Fc1.txt", 512),
                                    layer(Kind::dense, "fc2", "nmnist/Trained_Fc2.txt", 10)}});
}

workloads::Network slayer_gesture() {
  using Kind = SlayerLayer::Kind;
  const std::string folder = "dvsgesture/Trained_";
  SlayerLayer flatten;
  flatten.kind = Kind::flatten;
  return workloads::import_slayer({{2, 128, 128},
                                   {pool("pool1", folder + "pool1.txt", 4),
                                    convolution("conv1", folder + "conv1.txt", 16, 5, 2),
                                    pool("pool2", folder + "pool2.txt", 2),
                                    convolution("conv2", folder + "conv2.txt", 32, 3, 1),
                                    pool("pool3", folder + "pool3.txt", 2), flatten,
                                    layer(Kind::dense, "fc1", folder + "fc1.txt", 512),
                                    layer(Kind::dense, "fc2", folder + "fc2.txt", 11)}});
}

workloads::SpikeTrain nmnist_train(std::uint64_t sample) {
  return slayer_train("nmnist/" + std::to_string(sample) + ".bs2", {2, 34, 34}, kNmnistTimesteps);
}

workloads::SpikeTrain gesture_train(std::uint64_t sample) {
  return slayer_train("dvsgesture/" + std::to_string(sample) + ".bs2", {2, 128, 128},
                      kGestureTimesteps);
}

Row nmnist_row(const Row& expected, const workloads::SpikeTrain& train, const RunCounts& counts) {
  Row row = {expected.at(0), expected.at(1), prediction(counts), train.spikes(),
             counts.spikes.at(1)};
  append(row, counts.outputs);
  append(row,
         {train.events_used + train.events_dropped, train.events_dropped, counts.spikes.at(2)});
  append(row, counts.operations);
  return row;
}

Row gesture_row(const Row& expected, const workloads::SpikeTrain& train, const RunCounts& counts) {
  Row row = {expected.at(0), prediction(counts)};
  append(row, counts.outputs);
  append(row, {counts.spikes.begin() + 1, counts.spikes.end()});
  append(row, {train.events_used + train.events_dropped, train.events_used, train.spikes()});
  return row;
}

}  // namespace engram::published
