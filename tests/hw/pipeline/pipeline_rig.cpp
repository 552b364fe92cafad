#include "pipeline_rig.hpp"

#include "memory/learning_controller.hpp"

namespace engram::hw::pipeline_rig {

std::vector<Row> rows_of(const MemoryImage& image) {
  const auto controller = make_controller(image);
  std::vector<Row> rows(image.rows);
  for (std::uint32_t axon = 0; axon < image.rows; ++axon) {
    Row& row = rows[axon];
    controller->trace_row(axon, row.read, row.trace);
    for (const Delivery& delivery : row.read.deliveries) row.targets.push_back(delivery.target);
  }
  return rows;
}

std::vector<Row> columns_of(const MemoryImage& image) {
  const auto controller = make_learning_controller(image);
  std::vector<Row> columns(image.targets);
  ColumnRead read;
  for (std::uint32_t target = 0; target < image.targets; ++target) {
    controller->read_column(target, read);
    controller->trace_column(target, columns[target].trace);
    for (const ColumnSynapse& synapse : read.synapses) {
      columns[target].targets.push_back(synapse.axon);
    }
  }
  return columns;
}

std::vector<Row> updates_of(const MemoryImage& image) {
  const auto controller = make_learning_controller(image);
  const bool kernel = image.sharing == Sharing::kernel;
  std::vector<Row> updates(kernel ? 1 : image.targets);
  for (std::uint32_t line = 0; line < updates.size(); ++line) {
    UpdateTrace trace;
    if (kernel) {
      controller->trace_kernel_update(trace);
    } else {
      controller->trace_column_update(line, trace);
    }
    updates[line].trace = std::move(trace.reads);
    updates[line].writes = std::move(trace.writes);
    updates[line].targets.assign(trace.weights, 0);
  }
  return updates;
}

Memories::Memories(const MemoryImage& image, const BankSpec& spec, bool shared) {
  std::uint64_t first = 0;
  for (const Region& region : image.regions) {
    if (all.empty() || !shared) all.push_back(std::make_unique<BankedMemory>(spec));
    places[static_cast<std::size_t>(region.kind)] = {all.back().get(), shared ? first : 0};
    first += region.data.words();
  }
}

std::vector<RowTimes> run(RowPipeline& pipeline, const std::vector<const Row*>& rows,
                          const std::vector<std::uint64_t>& from) {
  std::vector<RowTimes> times;
  for (std::size_t k = 0; k < rows.size(); ++k) {
    times.push_back(pipeline.run_row(rows[k]->trace, rows[k]->targets, from[k]));
  }
  return times;
}

std::vector<RowTimes> step(SteppedRowPipeline& pipeline, const std::vector<const Row*>& rows,
                           const std::vector<std::uint64_t>& from, const Ready& ready) {
  for (std::size_t next = 0; next < rows.size() || !pipeline.idle();) {
    if (next < rows.size() && pipeline.accepts() && pipeline.now() >= from[next]) {
      pipeline.accept(rows[next]->trace, rows[next]->targets);
      ++next;
    }
    pipeline.step(ready(pipeline.now()));
  }
  return pipeline.finished();
}

bool always(std::uint64_t) {
  return true;
}

}  // namespace engram::hw::pipeline_rig
