#pragma once

#include "workloads/recordings/event_reader.hpp"

/// SHD and SSC (Heidelberg spiking data sets): one HDF5 file with many samples, /spikes/times
/// (seconds, f16 or f32) and /spikes/units, sequences of one length a sample; /labels.
namespace engram::workloads {

/// Most samples of a file, and most spikes of a sample.
constexpr std::uint64_t kMostShdSamples = std::uint64_t{1} << 20;
constexpr std::uint64_t kMostShdSpikes = std::uint64_t{1} << 20;

struct ShdSamples {
  std::vector<std::uint32_t> labels;  ///< one a sample
  std::vector<std::string> classes;   ///< names of the labels, /extra/keys; empty where absent
};

/// FileFault with HDF5 path: a data set that is missing, of another type or of another length.
ShdSamples shd_samples(const std::filesystem::path& file);

/// Sample `sample`, from 0: x is the unit, y and channel are 0, times are rounded to microseconds.
/// FileFault with HDF5 path; a sample the file has not.
std::unique_ptr<EventReader> open_shd(const std::filesystem::path& file, std::uint64_t sample);

}  // namespace engram::workloads
