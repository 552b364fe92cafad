# The controllers of encoding `functional`, as twins.cmake. One layer is padded and cut inside output maps, one
# strided and dilated, one has wide taps; the test draws the same.
set(padded IN_CHANNELS=2 IN_HEIGHT=4 IN_WIDTH=5 OUT_HEIGHT=4 OUT_WIDTH=5 KERNEL_HEIGHT=3 KERNEL_WIDTH=3 PAD_Y=1 PAD_X=1
           FIRST_OUTPUT=7 TARGETS=44)
set(strided IN_CHANNELS=3 IN_HEIGHT=6 IN_WIDTH=6 OUT_HEIGHT=3 OUT_WIDTH=4 KERNEL_HEIGHT=2 KERNEL_WIDTH=3 STRIDE_Y=2
            PAD_Y=1 PAD_X=0 DILATION_Y=2 FIRST_OUTPUT=0 TARGETS=24)
set(wide IN_CHANNELS=3 IN_HEIGHT=3 IN_WIDTH=3 OUT_HEIGHT=3 OUT_WIDTH=3 KERNEL_HEIGHT=2 KERNEL_WIDTH=2 PAD_Y=1 PAD_X=1
         FIRST_OUTPUT=0 TARGETS=117)
engram_verilated(functional_rowcol functional_controller PARAMETERS WORD_BITS=16 WEIGHT_BITS=5 ${padded}
                 ADDRESS_BITS=5 LINE_BITS=6)
engram_verilated(functional_pure functional_controller PARAMETERS WORD_BITS=16 WEIGHT_BITS=4 ${strided} PURE=1
                 ALIGNED=1 ADDRESS_BITS=5 LINE_BITS=7)
engram_verilated(functional_bitmap functional_bitmap_controller PARAMETERS WORD_BITS=16 WEIGHT_BITS=5 ${padded}
                 ADDRESS_BITS=5 LINE_BITS=6)
engram_verilated(functional_bitmap_wide functional_bitmap_controller PARAMETERS WORD_BITS=16 WEIGHT_BITS=3 ${wide}
                 ADDRESS_BITS=6 LINE_BITS=8)
engram_twin_test(functional SOURCES controller_twin_tests.cpp functional_twin_test.cpp
                 TWINS functional_rowcol functional_pure functional_bitmap functional_bitmap_wide)
