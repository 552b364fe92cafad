#include <rapidcheck.h>

#include <map>

#include "brute_force.hpp"
#include "memory/controller.hpp"
#include "random_matrix.hpp"

namespace engram::random_matrix {

void require_levels(const MemoryImage& image, const SynapseMatrix& matrix) {
  const auto controller = make_controller(image);
  RowRead read;
  for (std::uint32_t row = 0; row < matrix.rows; ++row) {
    std::map<std::uint32_t, std::int32_t> levels;
    for (std::uint64_t k = matrix.row_begin[row]; k < matrix.row_begin[row + 1]; ++k) {
      levels[matrix.target[k]] = brute_force::level(matrix, row, k);
    }
    controller->read_row(row, read);
    for (const Delivery& delivery : read.deliveries) {
      const auto found = levels.find(delivery.target);
      RC_ASSERT(delivery.level == (found == levels.end() ? 0 : found->second));
    }
  }
}

}  // namespace engram::random_matrix
