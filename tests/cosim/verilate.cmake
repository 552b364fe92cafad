# cmake -D VERILATOR= -D TOP= -D SOURCE= -D INCLUDE= -D PREFIX= -D DIRECTORY= -D ARGUMENTS= -P verilate.cmake
# Turns a twin into C++ and puts all of it into one source, which is the quickest to compile.
separate_arguments(ARGUMENTS)
separate_arguments(INCLUDE)
file(REMOVE_RECURSE ${DIRECTORY})
file(MAKE_DIRECTORY ${DIRECTORY})
execute_process(
  COMMAND ${VERILATOR} --cc -Wall -O3 --x-assign fast --x-initial unique --coverage-line --coverage-toggle
          -DENGRAM_FAULTS ${INCLUDE} --top-module ${TOP} --prefix ${PREFIX} --Mdir ${DIRECTORY}
          ${ARGUMENTS} ${SOURCE}
  RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "verilator refused ${SOURCE}")
endif()
file(GLOB sources ${DIRECTORY}/${PREFIX}*.cpp)
set(all "")
foreach(source ${sources})
  string(APPEND all "#include \"${source}\"\n")
endforeach()
file(WRITE ${DIRECTORY}/all.cpp "${all}")
