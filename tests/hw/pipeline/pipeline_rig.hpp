#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "hw/pipeline/stepped_row_pipeline.hpp"
#include "memory/encoding.hpp"

/// Rows, memories and pipelines for tests.
namespace engram::hw::pipeline_rig {

struct Row {
  AccessTrace trace;
  std::vector<std::uint32_t> targets;
  RowRead read;
  std::vector<WordAccess> writes = {};
};

/// All rows of `image`, read through its controller.
std::vector<Row> rows_of(const MemoryImage& image);
/// All columns of an image with learning, read backward, as rows.
std::vector<Row> columns_of(const MemoryImage& image);
/// All updates of its columns, or of its kernel, as rows.
std::vector<Row> updates_of(const MemoryImage& image);

/// Regions of `image` in memories of their own, or one after another in one.
struct Memories {
  Memories(const MemoryImage& image, const BankSpec& spec, bool shared);
  std::vector<std::unique_ptr<BankedMemory>> all;
  RowMemories places{};
};

/// Rows asked for one after another, row k not before `from[k]`.
using Ready = std::function<bool(std::uint64_t cycle)>;
std::vector<RowTimes> run(RowPipeline& pipeline, const std::vector<const Row*>& rows,
                          const std::vector<std::uint64_t>& from);
std::vector<RowTimes> step(SteppedRowPipeline& pipeline, const std::vector<const Row*>& rows,
                           const std::vector<std::uint64_t>& from, const Ready& ready);
bool always(std::uint64_t cycle);

}  // namespace engram::hw::pipeline_rig
