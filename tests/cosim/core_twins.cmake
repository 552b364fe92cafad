# The twins of hw/rtl, as twins.cmake. The constants of the tests say the same.
set(random_numbers ${CMAKE_SOURCE_DIR}/workloads/network/random.cpp)

engram_verilated(neuron_lif neuron_update PARAMETERS STATE_BITS=16 FRACTION_BITS=2 VALUE_BITS=18 REFRACTORY_BITS=3
                 RESET_KIND=1 HAS_CLIP=1 PORTS=1 LATENCY=2 QUEUE_DEPTH=2)
engram_verilated(neuron_if neuron_update PARAMETERS STATE_BITS=12 VALUE_BITS=16 REFRACTORY_BITS=2 HAS_DECAY=0
                 COMPARE_EQUAL=1 PORTS=2 LATENCY=1 QUEUE_DEPTH=4)
engram_verilated(neuron_lif_floor neuron_update PARAMETERS STATE_BITS=15 VALUE_BITS=20 REFRACTORY_BITS=1
                 ROUND_TO_FLOOR=1 RESET_KIND=2 PORTS=2 LATENCY=3 QUEUE_DEPTH=1)
engram_twin_test(neuron_update SOURCES neuron_steps.cpp neuron_update_twin_test.cpp ${random_numbers}
                 TWINS neuron_lif neuron_if neuron_lif_floor LIBRARIES engram_hw)

engram_verilated(lanes_banked accumulate_lanes PARAMETERS LANES=3 BANKS=4 ADDITION_CYCLES=2 TARGETS=24 TARGET_BITS=5
                 WEIGHT_BITS=5 SUM_BITS=12)
engram_verilated(lanes_registers accumulate_lanes PARAMETERS LANES=4 BANKS=0 ADDITION_CYCLES=1 TARGETS=12
                 TARGET_BITS=4 WEIGHT_BITS=4 SUM_BITS=10)
engram_twin_test(accumulate_lanes SOURCES lanes_model.cpp accumulate_lanes_twin_test.cpp ${random_numbers}
                 TWINS lanes_banked lanes_registers LIBRARIES engram_hw)

engram_verilated(mesh_deep mesh PARAMETERS WIDTH=3 HEIGHT=3 BUFFER_FLITS=2 PAYLOAD_BITS=8)
engram_verilated(mesh_shallow mesh PARAMETERS WIDTH=3 HEIGHT=2 BUFFER_FLITS=1 PAYLOAD_BITS=12)
engram_twin_test(router SOURCES router_twin_test.cpp ${random_numbers}
                 TWINS mesh_deep mesh_shallow LIBRARIES engram_hw)
