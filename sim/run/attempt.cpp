#include "sim/run/attempt.hpp"

#include "hw/noc/make_topology.hpp"
#include "memory/encoding.hpp"
#include "sim/config/config_fault.hpp"
#include "workloads/mapping/mapping.hpp"
#include "workloads/network/file_fault.hpp"
#include "workloads/network/network.hpp"

namespace engram::sim {

bool attempt(std::string& faults, const std::function<void()>& stage) {
  const auto note = [&](const std::exception& fault) {
    faults += (faults.empty() ? "" : "\n") + std::string(fault.what());
  };
  try {
    stage();
    return true;
  } catch (const ConfigFault& fault) {
    note(fault);
  } catch (const workloads::NetworkFault& fault) {
    note(fault);
  } catch (const workloads::FileFault& fault) {
    note(fault);
  } catch (const workloads::MappingRefused& fault) {
    note(fault);
  } catch (const EncodingRefused& fault) {
    note(fault);
  } catch (const hw::TopologyFault& fault) {
    note(std::runtime_error(std::string("/chip/noc: ") + fault.what()));
  }
  return false;
}

}  // namespace engram::sim
