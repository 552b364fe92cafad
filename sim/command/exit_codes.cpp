#include "sim/command/exit_codes.hpp"

#include <cstdio>
#include <exception>

#include "energy/characterise/tool.hpp"
#include "energy/liberty/liberty_fault.hpp"
#include "sim/config/config_fault.hpp"
#include "sim/results/result_folder.hpp"
#include "sim/run/prepare.hpp"
#include "sim/sweep/sqlite.hpp"
#include "workloads/network/file_fault.hpp"

namespace engram::sim {

int exit_code_of_current_exception() {
  try {
    throw;
  } catch (const ConfigFault& fault) {
    std::fprintf(stderr, "%s\n", fault.what());
  } catch (const energy::LibertyFault& fault) {
    std::fprintf(stderr, "%s\n", fault.what());
  } catch (const InputFault& fault) {
    std::fprintf(stderr, "%s\n", fault.what());
  } catch (const ResultFolderFault& fault) {
    std::fprintf(stderr, "%s\n", fault.what());
  } catch (const DatabaseFault& fault) {
    std::fprintf(stderr, "%s\n", fault.what());
  } catch (const workloads::FileFault& fault) {
    std::fprintf(stderr, "%s\n", fault.what());
  } catch (const energy::ToolFault& fault) {
    std::fprintf(stderr, "%s\n", fault.what());
    return kSimulationError;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "engram: simulation error: %s\n", error.what());
    return kSimulationError;
  }
  return kBadInput;
}

}  // namespace engram::sim
