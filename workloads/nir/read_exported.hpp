#pragma once

#include "workloads/hdf5/hdf5_file.hpp"
#include "workloads/network/dynamics.hpp"
#include "workloads/network/network.hpp"
#include "workloads/nir/export.hpp"
#include "workloads/nir/metadata_fields.hpp"

/// The network of a file that export_nir wrote, spike for spike: dynamics preset "engram".
namespace engram::workloads {

/// Structure and neurons come from /node/metadata/engram (engram_metadata.hpp), weights from the
/// NIR nodes, so another tool may have changed those. Neuron fields that were changed, weights that
/// are no levels of a quantized projection any more, and overrides in `choice` are faults; so is a
/// dt in `choice` other than the file's (0: take the file's). Throws FileFault.
Network read_exported(const Hdf5File& file, const DynamicsChoice& choice);

/// One population, without its name being checked against others.
Population read_population(const MetadataFields& fields, const NirExport& options);

/// A projection and the populations that it joins.
struct ReadProjection {
  PopulationId source = 0, target = 0;
  Projection projection;
};
ReadProjection read_projection(const MetadataFields& fields, const Network& network);

}  // namespace engram::workloads
