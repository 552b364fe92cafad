#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "workloads/network/network.hpp"
#include "workloads/reference/reference.hpp"
#include "workloads/spikes/spike_train.hpp"

/// What cnn_sinabs.nir gives on 50 recordings of N-MNIST, and how to run it
/// (reference/real/EXPECTED.md section 1).
namespace engram::published {

/// One line of expected_cnn_sinabs.csv; in the order of the columns.
struct CnnRow {
  std::uint64_t sample = 0;
  std::string variant;  ///< "A": one spike a step, "B": several
  std::uint64_t events_used = 0, events_dropped = 0, predicted = 0, label = 0;
  std::array<std::uint64_t, 10> outputs{};
  std::array<std::uint64_t, 5> spikes{}, operations{};
  std::uint64_t total_operations = 0;
  friend bool operator==(const CnnRow&, const CnnRow&) = default;
};
std::ostream& operator<<(std::ostream& out, const CnnRow& row);

inline constexpr std::uint32_t cnn_timesteps = 300;

/// Whether the recordings, the network and the expected rows are there.
bool cnn_data_present();

/// Rows of one variant, tens * 10 + 1 to tens * 10 + 10 of the recordings.
std::vector<CnnRow> expected_rows(const std::string& variant, unsigned tens);

workloads::Network cnn_network(const std::string& variant);

/// The recording of a row: floor bins of 1 ms, counts summed.
workloads::SpikeTrain cnn_recording(std::uint64_t sample);

/// The row that a run makes. `by_neuron` has the spike counts of the last layer, `spikes` those of
/// all five layers, `operations` the projections in order of the layers.
CnnRow made_row(const CnnRow& expected, const workloads::SpikeTrain& train,
                const std::vector<std::uint64_t>& by_neuron,
                const std::vector<std::uint64_t>& spikes,
                const std::vector<std::uint64_t>& operations);

}  // namespace engram::published
