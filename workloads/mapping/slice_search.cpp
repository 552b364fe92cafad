#include "workloads/mapping/slice_search.hpp"

#include <algorithm>
#include <limits>

#include "memory/row_ranges.hpp"
#include "workloads/mapping/row_ranges.hpp"

namespace engram::workloads {
namespace {

MemoryImage encode_for(const Projection& projection, const SynapseMatrix& matrix,
                       const EncodingChoice& choice) {
  try {
    return encode(matrix, choice);
  } catch (const EncodingRefused& refused) {
    throw EncodingRefused("projection '" + projection.name + "': " + refused.what());
  }
}

/// Whether the image is filled by ranges of rows, and its matrix is never there as a whole.
bool fills_by_ranges(const Projection& projection, const EncodingChoice& choice) {
  return choice.encoding == Encoding::crossbar && choice.organisation.layout == Layout::standard &&
         has_row_ranges(projection);
}

std::shared_ptr<const SliceMatrices::Slice> shape_of(const Projection& projection,
                                                     std::uint32_t count) {
  auto shape = std::make_shared<SliceMatrices::Slice>();
  shape->matrix = slice_shape(projection, count, shape->axon_input);
  return shape;
}

/// Bits that no image of the matrix goes below, whatever its organisation: the cells that each
/// encoding stores, without pointers and gaps. Spares laying out what cannot fit. 0: unknown.
std::uint64_t least_bits(const SynapseMatrix& matrix, const EncodingChoice& choice) {
  if (choice.sharing == Sharing::kernel) return 0;
  // Bounded, so that a product with a width stays inside 64 bits.
  const std::uint64_t cells =
      std::min(std::uint64_t{matrix.rows} * matrix.targets, std::uint64_t{1} << 56);
  switch (choice.encoding) {
    case Encoding::crossbar:
      return cells * matrix.format.bits;
    case Encoding::bitmap:
      return cells + matrix.synapses() * matrix.format.bits;
    case Encoding::index:
      return matrix.synapses() * matrix.format.bits;
    case Encoding::run_length:
      return matrix.synapses() * (matrix.format.bits + choice.organisation.run_bits);
    case Encoding::functional:
      break;  // a kernel: small, whatever the matrix
  }
  return 0;
}

/// Number of neurons whose images take about `available` bits, on the line through two attempts.
double interpolate(const SliceAttempt& below, const SliceAttempt& above, std::uint64_t available) {
  const double rise = static_cast<double>(above.bits) - static_cast<double>(below.bits);
  const double run = static_cast<double>(above.count) - static_cast<double>(below.count);
  if (rise <= 0) return below.count + run / 2;
  const double left = static_cast<double>(available) - static_cast<double>(below.bits);
  return below.count + std::max(0.0, left) * run / rise;
}

/// The same, on the line from no neuron through one attempt that fits.
double extrapolate(const SliceAttempt& below, std::uint64_t available, std::uint32_t limit) {
  if (below.bits == 0) return limit;
  return static_cast<double>(below.count) * static_cast<double>(available) /
         static_cast<double>(below.bits);
}

}  // namespace

SliceSearch::SliceSearch(const Network& network, PopulationId population,
                         const std::function<EncodingChoice(std::uint32_t)>& choice,
                         SliceMatrices& matrices)
    : matrices_(matrices) {
  const std::vector<ProjectionId> ids = network.projections();
  for (std::uint32_t k = 0; k < ids.size(); ++k) {
    if (boost::target(ids[k], network.graph) != population) continue;
    incoming_.push_back({k, &network.graph[ids[k]], choice(k)});
  }
}

SliceAttempt SliceSearch::attempt(std::uint32_t first, std::uint32_t count,
                                  std::uint64_t available) const {
  SliceAttempt result;
  result.count = count;
  for (const Incoming& incoming : incoming_) {
    PlacedImage placed;
    placed.projection = incoming.index;
    const Projection& projection = *incoming.projection;
    const bool ranges = fills_by_ranges(projection, incoming.choice);
    const auto slice = ranges ? shape_of(projection, count)
                              : matrices_.slice(incoming.index, projection, first, count);
    const SynapseMatrix& matrix = slice->matrix;
    if (matrix.rows == 0) continue;
    const std::uint64_t least = least_bits(matrix, incoming.choice);
    if (result.bits + least > available) {  // the rest is counted, to know by how much
      result.bits += least;
      continue;
    }
    placed.axon_input = slice->axon_input;
    placed.image = encode_for(projection, matrix, incoming.choice);
    if (ranges) {
      visit_row_ranges(projection, first, count, [&](std::uint32_t row, const SynapseMatrix& rows) {
        write_crossbar_rows(rows, row, placed.image);
      });
    }
    result.bits += placed.image.bits();
    result.images.push_back(std::move(placed));
  }
  result.fits = result.bits <= available;
  if (!result.fits) result.images.clear();
  return result;
}

SliceAttempt SliceSearch::longest(std::uint32_t first, std::uint32_t limit, std::uint64_t available,
                                  std::uint32_t guess) const {
  SliceAttempt best;   // fits; count 0 takes nothing
  SliceAttempt least;  // does not fit; count limit + 1 stands for "not tried"
  best.fits = true;
  std::uint64_t end = std::uint64_t{limit} + 1;
  bool halve = false;
  std::uint32_t next = std::clamp(guess, std::uint32_t{1}, limit);
  while (true) {
    SliceAttempt tried = attempt(first, next, available);
    if (tried.fits) {
      best = std::move(tried);
    } else {
      end = tried.count;
      least = std::move(tried);
    }
    if (best.count + std::uint64_t{1} >= end) return best;
    // A line lands beside the answer where bits grow evenly; every other step halves the bracket
    // (or goes to the limit), so that the number of steps stays logarithmic where they do not.
    double step = 0;
    if (end > limit) {
      step = halve ? limit : extrapolate(best, available, limit);
    } else {
      step = halve ? 0.5 * (best.count + static_cast<double>(end))
                   : interpolate(best, least, available);
    }
    halve = !halve;
    next = static_cast<std::uint32_t>(
        std::clamp(step, best.count + 1.0, static_cast<double>(end) - 1.0));
  }
}

std::uint64_t SliceSearch::bits_of_one(std::uint32_t neuron) const {
  return attempt(neuron, 1, std::numeric_limits<std::uint64_t>::max() / 2).bits;
}

}  // namespace engram::workloads
