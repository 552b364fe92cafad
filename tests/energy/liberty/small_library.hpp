#pragma once

#include <string>

namespace engram::energy {

/// Two gates and a flip-flop in units that are not ours: ps, fF, pW, 2 V. Energies are in
/// fF x V^2 = fJ. The flip-flop's output table holds the load, V^2 / 2 a farad, as IHP's do.
inline std::string small_library() {
  return R"lib(
library (small) {
  time_unit : "1ps"; voltage_unit : "1V"; leakage_power_unit : "1pW";
  capacitive_load_unit (1, ff);
  nom_voltage : 2.0; nom_temperature : 25;
  /* load outside, slew inside */
  power_lut_template (p) { variable_1 : total_output_net_capacitance;
    variable_2 : input_transition_time; index_1 ("0, 10"); index_2 ("0, 100"); }
  lu_table_template (d) { variable_1 : input_net_transition; index_1 ("0, 1000"); }
  cell (INV) { area : 2; cell_leakage_power : 100;
    pin (A) { direction : input; capacitance : 3; }
    pin (Y) { direction : output; function : "!A";
      timing () { related_pin : "A"; cell_rise (d) { values ("20, 120"); }
        cell_fall (d) { values ("10, 110"); } rise_transition (d) { values ("50, 50"); }
        fall_transition (d) { values ("50, 50"); } }
      internal_power () { related_pin : "A";
        rise_power (p) { values ("1, 3", "2, 4"); } fall_power (scalar) { values ("7"); } } } }
  cell (AND2) { area : 3; cell_leakage_power : 200;
    pin (A) { direction : input; capacitance : 1; }
    pin (B) { direction : input; capacitance : 1;
      internal_power () { when : "!A"; rise_power (scalar) { values ("5"); }
        fall_power (scalar) { values ("6"); } } }
    pin (Y) { direction : output; function : "A B";
      internal_power () { related_pin : "A"; power (scalar) { values ("11"); } }
      internal_power () { related_pin : "B"; power (scalar) { values ("13"); } } } }
  cell (DFF) { area : 9; cell_leakage_power : 300;
    ff (IQ, IQN) { clocked_on : "CK"; next_state : "D"; }
    pin (CK) { direction : input; clock : true; capacitance : 2;
      internal_power () { when : "D & Q"; power (scalar) { values ("17"); } }
      internal_power () { when : "!(D & Q)"; power (scalar) { values ("19"); } } }
    pin (D) { direction : input; capacitance : 1; }
    pin (Q) { direction : output; function : "IQ";
      internal_power () { related_pin : "CK";
        power (p) { values ("4, 4", "24, 24"); } } } }
  cell (FILL) { area : 1; }
}
)lib";
}

}  // namespace engram::energy
