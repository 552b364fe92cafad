# Verilates bench.sv with the shipped package, links it with the library, and runs it beside the program in C.
set(sources ${SOURCE}/sim/dpi/engram_dpi.sv ${SOURCE}/tests/sim/dpi/bench.sv)
set(config ${SOURCE}/tests/sim/dpi/bench.json)
cmake_path(GET LIBRARY PARENT_PATH library_folder)
file(REMOVE_RECURSE ${FOLDER})
execute_process(COMMAND ${VERILATOR} --lint-only -Wall --top-module bench ${sources}
  COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${VERILATOR} --cc --exe --main --build --top-module bench --Mdir ${FOLDER}
  -CFLAGS -O0 -LDFLAGS "${LIBRARY} -Wl,-rpath,${library_folder}" ${sources}
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${C_BENCH} ${config} OUTPUT_VARIABLE expected COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${FOLDER}/Vbench +config=${config} OUTPUT_VARIABLE found
  COMMAND_ERROR_IS_FATAL ANY)
message(STATUS "C: ${expected}SystemVerilog: ${found}")
string(FIND "${found}" "${expected}" place)
if(NOT place EQUAL 0 OR NOT found MATCHES "\n[1-9][0-9]* words of [1-9]")
  message(FATAL_ERROR "the two differ")
endif()
