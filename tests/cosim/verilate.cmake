# cmake -D KIND=cc|sc -D VERILATOR= -D TOP= -D SOURCE= -D INCLUDE= -D PREFIX= -D DIRECTORY= -D ARGUMENTS= -P verilate.cmake
# Turns a twin into C++ in two sources: what runs in every cycle, and what runs once.
separate_arguments(ARGUMENTS)
separate_arguments(INCLUDE)
set(instrumented "")  # inside a running chip nothing is planted or measured
if(KIND STREQUAL cc)
  set(instrumented --coverage-line --coverage-toggle -DENGRAM_FAULTS)
endif()
file(REMOVE_RECURSE ${DIRECTORY})
file(MAKE_DIRECTORY ${DIRECTORY})
execute_process(
  COMMAND ${VERILATOR} --${KIND} -Wall -O3 --x-assign fast --x-initial unique ${instrumented} ${INCLUDE} --top-module ${TOP} --prefix ${PREFIX} --Mdir ${DIRECTORY}
          ${ARGUMENTS} ${SOURCE}
  RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "verilator refused ${SOURCE}")
endif()
foreach(part fast slow)
  file(GLOB sources ${DIRECTORY}/${PREFIX}*.cpp)
  if(part STREQUAL slow)
    list(FILTER sources INCLUDE REGEX "(Slow|Syms)\\.cpp$")
  else()
    list(FILTER sources EXCLUDE REGEX "(Slow|Syms)\\.cpp$")
  endif()
  set(text "")
  foreach(source ${sources})
    string(APPEND text "#include \"${source}\"\n")
  endforeach()
  file(WRITE ${DIRECTORY}/${part}.cpp "${text}")
endforeach()
