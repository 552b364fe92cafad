#pragma once

#include <bit>

#include "hw/noc/mesh.hpp"
#include "hw/noc/router_network.hpp"
#include "scoreboard.hpp"
#include "verilated_twin.hpp"
#include "workloads/network/random.hpp"

namespace engram::cosim {

/// A mesh as it was built: what the parameters of mesh.sv say.
struct MeshUnit {
  std::uint32_t width = 0, height = 0;
  unsigned buffer_flits = 2, payload_bits = 8;
};

/// mesh.sv beside RouterNetwork on a Mesh with an endpoint a router. `Model` is the class that
/// Verilator made of it. What the model injects before the step of cycle t, the twin takes at the
/// end of cycle t - 1: both see it in the buffer in t.
template <class Model>
class MeshLockstep {
 public:
  MeshLockstep(const MeshUnit& unit, std::uint64_t seed, unsigned fault = 0)
      : unit_(unit),
        routers_(unit.width * unit.height),
        mesh_(unit.width, unit.height),
        model_(mesh_, endpoints(), {unit.buffer_flits, 0}),
        random_(seed, 3),
        twin_(fault),
        board_(signals()) {
    drive(twin_->inject_valid, 0);
  }

  /// Destinations by router; 0 injects nothing.
  using Injections = std::vector<std::uint64_t>;

  /// One cycle: endpoints that take flits (a bit each), and what is injected behind it, where
  /// there is room.
  void cycle(std::uint64_t ready, const Injections& injections) {
    for (std::uint32_t at = 0; at < routers_; ++at) model_.set_ready(at, (ready >> at & 1) != 0);
    drive(twin_->deliver_ready, ready);
    twin_->eval();
    Scoreboard::Values model = model_values();
    board_.compare(std::move(model), twin_values());
    std::uint64_t valid = 0;
    for (std::uint32_t at = 0; at < routers_; ++at) {
      if (injections[at] == 0) continue;
      valid |= std::uint64_t{1} << at;
      const std::uint64_t payload = payload_++ & ((1U << unit_.payload_bits) - 1);
      drive_bits(twin_->inject_flit, at * flit_bits(), flit_bits(),
                 injections[at] << unit_.payload_bits | payload);
      if (model_.can_inject(at)) model_.inject(at, payload, list(injections[at]));
    }
    drive(twin_->inject_valid, valid);
    twin_.clock();
    drive(twin_->inject_valid, 0);
  }

  /// Random flits in phases of different load until `cycles` are compared, or one differs.
  void run(std::uint64_t cycles) {
    while (board_.agrees() && board_.cycles() < cycles) {
      const std::uint64_t load = random_.below(9), taking = 1 + random_.below(8);  // in eighths
      const bool hot = random_.below(4) == 0;  // all to one endpoint
      const std::uint64_t spot = std::uint64_t{1} << random_.below(routers_);
      for (std::uint64_t left = 50 + random_.below(150); left > 0 && board_.agrees(); --left) {
        std::uint64_t ready = 0;
        Injections injections;
        for (std::uint32_t at = 0; at < routers_; ++at) {
          ready |= static_cast<std::uint64_t>(random_.below(8) < taking) << at;
          const std::uint64_t to = hot ? spot : draw_destinations();
          injections.push_back(random_.below(8) < load ? to : 0);
        }
        cycle(ready, injections);
      }
    }
  }

  std::uint64_t everybody() const { return (std::uint64_t{1} << routers_) - 1; }
  std::uint64_t inside() const { return model_.inside(); }
  const Scoreboard& board() const { return board_; }
  void write_coverage(const std::string& file) { twin_.write_coverage(file); }

 private:
  std::vector<hw::Endpoint> endpoints() const {
    std::vector<hw::Endpoint> endpoints;
    for (std::uint32_t at = 0; at < routers_; ++at) endpoints.push_back({at, "core"});
    return endpoints;
  }
  std::vector<std::string> signals() const {
    std::vector<std::string> names;
    for (std::uint32_t at = 0; at < routers_; ++at) {
      names.push_back("deliver_" + std::to_string(at));  // payload, behind a 1
    }
    for (const char* name : {"inject_ready", "hops", "no_credit", "lost_turn", "not_ready"}) {
      names.push_back(name);
    }
    return names;
  }
  unsigned flit_bits() const { return routers_ + unit_.payload_bits; }

  std::vector<hw::EndpointId> list(std::uint64_t destinations) const {
    std::vector<hw::EndpointId> ids;
    for (std::uint32_t at = 0; at < routers_; ++at) {
      if ((destinations >> at & 1) != 0) ids.push_back(at);
    }
    return ids;
  }
  std::uint64_t draw_destinations() {
    if (random_.below(3) > 0) return std::uint64_t{1} << random_.below(routers_);
    return 1 + random_.below(everybody());
  }

  Scoreboard::Values model_values() {
    const hw::RouterNetworkCounts before = model_.counts();
    Scoreboard::Values values(routers_, 0);
    for (const hw::Delivery& delivery : model_.step()) {
      values[delivery.destination] = std::uint64_t{1} << unit_.payload_bits | delivery.payload;
    }
    std::uint64_t room = 0;
    for (std::uint32_t at = 0; at < routers_; ++at) {
      room |= static_cast<std::uint64_t>(model_.can_inject(at)) << at;
    }
    const hw::RouterNetworkCounts& after = model_.counts();
    values.push_back(room);
    values.push_back(after.hops - before.hops);
    values.push_back(after.no_credit - before.no_credit);
    values.push_back(after.lost_arbitration - before.lost_arbitration);
    values.push_back(after.endpoint_not_ready - before.endpoint_not_ready);
    return values;
  }

  Scoreboard::Values twin_values() const {
    Scoreboard::Values values;
    const std::uint64_t one = 1;
    for (std::uint32_t at = 0; at < routers_; ++at) {
      const std::uint64_t payload =
          watch_bits(twin_->deliver_flit, at * flit_bits(), unit_.payload_bits);
      const bool valid = (twin_->deliver_valid >> at & 1) != 0;
      values.push_back(valid ? one << unit_.payload_bits | payload : 0);
    }
    Count hops = 0, no_credit = 0, lost = 0, not_ready = 0;
    for (std::uint32_t at = 0; at < routers_; ++at) {
      const std::uint64_t sends = watch_bits(twin_->sends, at * 5, 5);
      const std::uint64_t able = watch_bits(twin_->able, at * 5, 5);
      const std::uint64_t wants = watch_bits(twin_->wants, at * 25, 25);
      hops += static_cast<Count>(std::popcount(sends & 15));
      for (unsigned output = 0; output < 5; ++output) {
        const auto asking =
            static_cast<Count>(std::popcount(wants >> output & 0b1'00001'00001'00001'00001));
        if ((able >> output & 1) == 0) {
          (output < 4 ? no_credit : not_ready) += asking;
        } else if (asking > 0) {
          lost += asking - 1;
        }
      }
    }
    const Count counts[] = {twin_->inject_ready, hops, no_credit, lost, not_ready};
    values.insert(values.end(), std::begin(counts), std::end(counts));
    return values;
  }

  MeshUnit unit_;
  std::uint32_t routers_;
  hw::Mesh mesh_;
  hw::RouterNetwork model_;
  workloads::RandomStream random_;
  VerilatedTwin<Model> twin_;
  Scoreboard board_;
  std::uint64_t payload_ = 0;
};

}  // namespace engram::cosim
