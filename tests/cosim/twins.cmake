# One twin after another: what is verilated with which parameters (12 bits of gradient, 4 of fault, rate shift 3
# are those of all), and its test.
engram_verilated(crossbar crossbar_controller PARAMETERS WORD_BITS=16 WEIGHT_BITS=5 ROWS=12 TARGETS=19)
engram_verilated(crossbar_aligned crossbar_controller PARAMETERS WORD_BITS=16 WEIGHT_BITS=4 ROWS=9 TARGETS=6 ALIGNED=1
                                  LINE_BITS=4 ADDRESS_BITS=5)
engram_twin_test(crossbar SOURCES controller_twin_tests.cpp crossbar_twin_test.cpp TWINS crossbar crossbar_aligned)
