// Planted faults, for the bench that must find them (tests/cosim). Built with ENGRAM_FAULTS a twin
// has an input `fault`, and FAULT(number, wrong, right) is `wrong` while it holds that number;
// built without, it is `right` and costs nothing.
`ifndef ENGRAM_FAULT_SVH
`define ENGRAM_FAULT_SVH
`ifdef ENGRAM_FAULTS
`define FAULT(number, wrong, right) ((fault == (number)) ? (wrong) : (right))
`else
`define FAULT(number, wrong, right) (right)
`endif
`endif
