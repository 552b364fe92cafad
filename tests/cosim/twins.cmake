# One twin after another: what is verilated with which parameters (12 bits of gradient, 4 of fault, rate shift 3
# are those of all), and its test.
engram_verilated(crossbar crossbar_controller PARAMETERS WORD_BITS=16 WEIGHT_BITS=5 ROWS=12 TARGETS=19)
engram_verilated(crossbar_aligned crossbar_controller PARAMETERS WORD_BITS=16 WEIGHT_BITS=4 ROWS=9 TARGETS=6 ALIGNED=1
                                  LINE_BITS=4 ADDRESS_BITS=5)
engram_verilated(crossbar_narrow crossbar_controller PARAMETERS WORD_BITS=16 WEIGHT_BITS=5 ROWS=20 TARGETS=2
                                 ADDRESS_BITS=4)
engram_twin_test(crossbar SOURCES controller_twin_tests.cpp crossbar_twin_test.cpp
                 TWINS crossbar crossbar_aligned crossbar_narrow)

engram_verilated(run_length run_length_controller PARAMETERS WORD_BITS=16 WEIGHT_BITS=4 RUN_BITS=2 LEARNING=1
                 ROWS=12 TARGETS=19 POINTER_BITS=7)
engram_verilated(run_length_aligned run_length_controller PARAMETERS WORD_BITS=16 WEIGHT_BITS=4 RUN_BITS=2 LEARNING=1
                 ROWS=12 TARGETS=19 POINTER_BITS=6 ALIGNED=1)
engram_verilated(run_length_unmarked run_length_controller PARAMETERS WORD_BITS=16 WEIGHT_BITS=5 RUN_BITS=3 LEARNING=0
                 ROWS=10 TARGETS=30 POINTER_BITS=7)
engram_twin_test(run_length SOURCES controller_twin_tests.cpp run_length_twin_test.cpp
                 TWINS run_length run_length_aligned run_length_unmarked)

# Inside the running chip.
engram_verilated(crossbar_sc crossbar_controller SYSTEMC PARAMETERS WORD_BITS=16 WEIGHT_BITS=5 ROWS=12 TARGETS=19)
engram_test(tests_cosim_chip
  SOURCES crossbar_in_chip_test.cpp twin_row_server.cpp ../hw/hand_made.cpp ../hw/run_apart.cpp ../hw/strict_systemc.cpp
  LIBRARIES engram_hw engram_systemc cosim_crossbar_sc cosim_runtime
  LABELS cosim)
