#include <gtest/gtest.h>

#include "Vmesh_deep.h"
#include "Vmesh_shallow.h"
#include "mesh_lockstep.hpp"

/// The router in SystemVerilog, nine and six of them as a mesh, against the router network: inner
/// routers, borders and corners.
namespace engram::cosim {
namespace {

constexpr std::uint64_t kFaultCycles = 5'000;

// The two units of twins.cmake.
constexpr MeshUnit kDeep{3, 3, 2, 8};
constexpr MeshUnit kShallow{3, 2, 1, 12};

template <class Model>
void lock_step(const MeshUnit& unit, std::uint64_t cycles, const char* name) {
  MeshLockstep<Model> lockstep(unit, 13);
  lockstep.run(cycles);
  EXPECT_EQ(lockstep.board().report(), "");
  EXPECT_GE(lockstep.board().cycles(), cycles);
  lockstep.write_coverage(ENGRAM_COVERAGE_DIR "/" + std::string(name) + ".dat");
}

template <class Model>
void catches(const MeshUnit& unit, std::initializer_list<unsigned> faults) {
  for (const unsigned fault : faults) {
    MeshLockstep<Model> lockstep(unit, 13, fault);
    lockstep.run(kFaultCycles);
    EXPECT_NE(lockstep.board().report(), "") << "fault " << fault << " was not seen";
  }
}

TEST(RouterTwin, NineWithBuffersOfTwoEqualTheModel) {
  lock_step<Vmesh_deep>(kDeep, 100'000, "mesh_deep");
}
TEST(RouterTwin, SixWithBuffersOfOneEqualTheModel) {
  lock_step<Vmesh_shallow>(kShallow, 30'000, "mesh_shallow");
}

// Copies lost with the first, a turn that stays, a credit too few, an endpoint's stall missed, room
// that is seen late, a credit lost, destinations left in a copy.
TEST(RouterTwin, PlantedFaultsAreSeen) {
  catches<Vmesh_deep>(kDeep, {1, 2, 3, 4, 5, 6, 7});
  catches<Vmesh_shallow>(kShallow, {1, 2, 3, 4, 5, 7});  // one credit never goes as it comes
}

// To itself, to the far corner, to all, all to one, all to all; endpoints that refuse until every
// buffer is full, then let all out.
template <class Model>
void corners(const MeshUnit& unit) {
  MeshLockstep<Model> lockstep(unit, 13);
  const std::uint32_t routers = unit.width * unit.height;
  using Injections = typename MeshLockstep<Model>::Injections;
  const Injections none(routers, 0);
  const std::uint64_t all = lockstep.everybody(), last = std::uint64_t{1} << (routers - 1);
  const auto drain = [&] {
    for (int left = 400; left > 0; --left) lockstep.cycle(all, none);
    EXPECT_EQ(lockstep.inside(), 0U);
  };
  for (const std::uint64_t destinations : {std::uint64_t{1}, last, all}) {
    Injections from_first = none;
    from_first[0] = destinations;
    lockstep.cycle(all, from_first);
    drain();
  }
  for (const std::uint64_t destinations : {std::uint64_t{1}, last, all}) {
    for (int cycle = 0; cycle < 60; ++cycle) {
      lockstep.cycle(0, Injections(routers, destinations));
    }
    EXPECT_GE(lockstep.inside(), routers * unit.buffer_flits);
    drain();
  }
  EXPECT_EQ(lockstep.board().report(), "");
}

TEST(RouterTwin, CornersOfDeepBuffers) {
  corners<Vmesh_deep>(kDeep);
}
TEST(RouterTwin, CornersOfShallowBuffers) {
  corners<Vmesh_shallow>(kShallow);
}

}  // namespace
}  // namespace engram::cosim
