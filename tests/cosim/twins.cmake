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

engram_verilated(index index_controller PARAMETERS WORD_BITS=16 WEIGHT_BITS=5 ROWS=12 TARGETS=19 POINTER_BITS=7
                       TARGET_BITS=5 ADDRESS_BITS=7)
engram_verilated(index_bytes index_controller PARAMETERS WORD_BITS=8 WEIGHT_BITS=3 ROWS=7 TARGETS=8 POINTER_BITS=5
                             TARGET_BITS=3 REVERSE_POINTER_BITS=5 ADDRESS_BITS=6 LINE_BITS=3)
engram_verilated(index_aligned index_controller PARAMETERS WORD_BITS=16 WEIGHT_BITS=5 ROWS=10 TARGETS=17 ALIGNED=1
                               POINTER_BITS=6 TARGET_BITS=5 LIST_WORDS=63 REVERSE_POINTER_BITS=7 AXON_BITS=4
                               WEIGHT_ADDRESS_BITS=10 ADDRESS_BITS=8)
engram_twin_test(index SOURCES controller_twin_tests.cpp index_twin_test.cpp TWINS index index_bytes index_aligned)

engram_verilated(bitmap bitmap_controller PARAMETERS WORD_BITS=16 WEIGHT_BITS=5 ROWS=12 TARGETS=19 POINTER_BITS=7
                        ADDRESS_BITS=6)
engram_verilated(bitmap_aligned bitmap_controller PARAMETERS WORD_BITS=16 WEIGHT_BITS=5 ROWS=10 TARGETS=19 ALIGNED=1
                                POINTER_BITS=5 ADDRESS_BITS=6)
engram_verilated(bitmap_wide bitmap_controller PARAMETERS WORD_BITS=32 WEIGHT_BITS=3 ROWS=6 TARGETS=150
                             POINTER_BITS=9 ADDRESS_BITS=7 LINE_BITS=8)
engram_verilated(bitmap_wide_aligned bitmap_controller PARAMETERS WORD_BITS=16 WEIGHT_BITS=3 ROWS=6 TARGETS=150
                                     ALIGNED=1 POINTER_BITS=7 ADDRESS_BITS=8 LINE_BITS=8)
engram_twin_test(bitmap SOURCES controller_twin_tests.cpp bitmap_twin_test.cpp
                 TWINS bitmap bitmap_aligned bitmap_wide bitmap_wide_aligned)

# Inside the running chip.
engram_verilated(crossbar_sc crossbar_controller SYSTEMC PARAMETERS WORD_BITS=16 WEIGHT_BITS=5 ROWS=12 TARGETS=19)
engram_test(tests_cosim_chip
  SOURCES crossbar_in_chip_test.cpp twin_row_server.cpp ../hw/hand_made.cpp ../hw/run_apart.cpp ../hw/strict_systemc.cpp
  LIBRARIES engram_hw engram_systemc cosim_crossbar_sc cosim_runtime
  LABELS cosim)
