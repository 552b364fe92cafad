#include "sim/run/attempt.hpp"

#include "hw/noc/make_topology.hpp"
#include "memory/encoding.hpp"
#include "sim/config/config_fault.hpp"
#include "sim/run/prepare.hpp"
#include "workloads/mapping/mapping.hpp"
#include "workloads/nir/import.hpp"
#include "workloads/spikes/recording.hpp"

namespace engram::sim {

bool attempt(std::string& faults, const std::function<void()>& stage) {
  const auto note = [&](const std::string& fault) {
    faults += (faults.empty() ? "" : "\n") + fault;
  };
  try {
    stage();
    return true;
  } catch (const InputFault& fault) {
    note(fault.what());
  } catch (const ConfigFault& fault) {
    note(fault.what());
  } catch (const workloads::NetworkFault& fault) {
    note(fault.what());
  } catch (const workloads::FileFault& fault) {
    note(fault.what());
  } catch (const workloads::MappingRefused& fault) {
    note(fault.what());
  } catch (const EncodingRefused& fault) {
    note(fault.what());
  } catch (const hw::TopologyFault& fault) {
    note(std::string("/chip/noc: ") + fault.what());
  }
  return false;
}

}  // namespace engram::sim
