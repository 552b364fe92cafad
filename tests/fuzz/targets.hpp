#pragma once

#include "tests/fuzz/fuzz_target.hpp"

/// The readers under fuzzing, one function each, in a .cpp of the folder it reads for.
namespace engram::fuzz {

void read_nmnist(Bytes bytes);
void read_spike_csv(Bytes bytes);
void import_nir(Bytes bytes);
void read_json(Bytes bytes);
void read_network(Bytes bytes);
void read_config(Bytes bytes);
void read_energy_table(Bytes bytes);

}  // namespace engram::fuzz
