#pragma once

#include "tests/fuzz/fuzz_target.hpp"

/// The readers under fuzzing, one function each; recordings one target a format.
namespace engram::fuzz {

/// One target for each of recording_formats().
std::vector<FuzzTarget> recording_targets();

void read_spike_csv(Bytes bytes);
void read_npy_array(Bytes bytes);
void read_images(Bytes bytes);
void read_labels(Bytes bytes);
void import_nir(Bytes bytes);
void import_lava(Bytes bytes);
void import_slayer(Bytes bytes);
void import_ranc(Bytes bytes);
void import_nir_text(Bytes bytes);  ///< through hdf5_text.hpp
void read_json(Bytes bytes);
void read_network(Bytes bytes);
void read_config(Bytes bytes);
void read_energy_table(Bytes bytes);
void read_liberty_cells(Bytes bytes);
void read_liberty_srams(Bytes bytes);

}  // namespace engram::fuzz
