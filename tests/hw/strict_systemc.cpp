#include <systemc>

#include "tests/hw/hand_made.hpp"

namespace engram::hw::testing {

void strict_systemc() {
  sc_core::sc_report_handler::set_actions(sc_core::SC_WARNING, sc_core::SC_THROW);
}

}  // namespace engram::hw::testing
