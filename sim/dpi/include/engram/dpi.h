/* Engram's C interface: a chip that is stepped timestep by timestep, for SystemVerilog test benches
 * (through DPI-C: package engram_dpi, engram_dpi.sv) and for programs in C or anything that calls C.
 *
 *   engram_chip* chip = NULL;
 *   if (engram_open("run.json", "", &chip) != ENGRAM_OK) puts(engram_message(chip));
 *   for (t = 0; t < timesteps; ++t) {
 *     engram_feed(chip, input, neuron, 1);       events of this timestep, in any order
 *     engram_step(chip);                         the timestep
 *     engram_spikes(chip, &n); engram_spike(chip, 0, &population, &neuron, &when, &count);
 *   }
 *   engram_figure(chip, "energy_pj", &energy);
 *   engram_close(chip);
 *
 * What it predicts is what `engram run` gives at fidelity `fast`: spikes, accesses, cycles and energy
 * of a sample are equal.
 *
 * Every function that returns int returns an engram_status; engram_message says in words what was
 * wrong. A failed call changes nothing, but for engram_step (below). No C++ exception leaves the
 * library, and it has no global state: a process may hold any number of chips, each used by one
 * thread at a time. Results go through pointers; a null one is passed over. Texts live until the
 * next call with the same chip. Numbers of populations, cores, images and regions count from 0.
 */
#ifndef ENGRAM_DPI_H
#define ENGRAM_DPI_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Grows by one when a function or a meaning changes. */
#define ENGRAM_DPI_VERSION 1

/* Words of a memory have up to 256 bits: 8 times 32, least significant first, as in svBitVecVal. */
#define ENGRAM_WORD_PARTS 8

/* The numbers are the exit codes of the command. */
typedef enum engram_status {
  ENGRAM_OK = 0,
  ENGRAM_MISUSE = 2,          /* a wrong argument, or a call at a wrong time */
  ENGRAM_BAD_INPUT = 3,       /* the config or a file that it names; the message has every fault */
  ENGRAM_SIMULATION_ERROR = 4 /* the simulation cannot go on, or memory is short */
} engram_status;

typedef struct engram_chip engram_chip;

/* ENGRAM_DPI_VERSION of the library, and Engram's version as "0.1.0". */
int engram_dpi_version(void);
const char* engram_version(void);

/* Reads, checks and maps the run config `config`, and begins a sample without events. `sets`: lines of
 * "/json/pointer=value" that replace values, as --set of the command; may be null. *chip is a handle
 * to close in any case, also where the call fails (then it has the message and does nothing else);
 * it is null only where there is no memory for one. Refused as bad input: chips on a spatial array,
 * fidelity "cycle", and encodings on "auto". */
int engram_open(const char* config, const char* sets, engram_chip** chip);
/* Null is passed over. */
void engram_close(engram_chip* chip);
/* Of the last call that failed, one fault a line; "" where none has. Never null. */
const char* engram_message(const engram_chip* chip);

/* ---- What there is. */

/* Timesteps of a sample, and samples that the config's input has. */
int engram_timesteps(engram_chip* chip, uint32_t* timesteps);
int engram_samples(engram_chip* chip, uint32_t* samples);
int engram_populations(engram_chip* chip, uint32_t* populations);
/* `input`, `output`: 1 or 0. */
int engram_population(engram_chip* chip, uint32_t population, const char** name, uint32_t* neurons,
                      uint32_t* input, uint32_t* output);
int engram_find_population(engram_chip* chip, const char* name, uint32_t* population);
int engram_cores(engram_chip* chip, uint32_t* cores);
/* Core images: the synapse memory of one projection on one core. */
int engram_images(engram_chip* chip, uint32_t core, uint32_t* images);
int engram_image(engram_chip* chip, uint32_t core, uint32_t image, const char** projection,
                 uint32_t* rows, uint32_t* regions);
int engram_region(engram_chip* chip, uint32_t core, uint32_t image, uint32_t region,
                  const char** name, uint64_t* words, uint32_t* word_bits);
/* One word as it is now: what the memory is loaded with, or what learning has made of it. `data` has
 * ENGRAM_WORD_PARTS elements. */
int engram_word(engram_chip* chip, uint32_t core, uint32_t image, uint32_t region, uint64_t address,
                uint32_t* data);

/* ---- A sample. */

/* Begins one without events, whatever went before: all state to zero; weights stay. */
int engram_begin(engram_chip* chip);
/* The same with the events, and what learning wants the neurons to emit, of one of the config's
 * samples. Events that are fed are added. */
int engram_begin_sample(engram_chip* chip, uint32_t sample);
/* `count` >= 1 events of an input neuron in the next timestep. */
int engram_feed(engram_chip* chip, uint32_t population, uint32_t neuron, uint32_t count);
/* The next timestep. After the last one only engram_begin and engram_begin_sample go on; likewise
 * after an ENGRAM_SIMULATION_ERROR here (sums that leave their range). */
int engram_step(engram_chip* chip);
/* Timesteps stepped since the sample began. */
int engram_timestep(engram_chip* chip, uint32_t* timestep);

/* ---- What the last step did. */

/* Events that neurons emitted (inputs are not among them), ascending by population, neuron and
 * timestep; in network time, which schedule "pipelined" sets back against chip time. */
int engram_spikes(engram_chip* chip, uint32_t* spikes);
int engram_spike(engram_chip* chip, uint32_t index, uint32_t* population, uint32_t* neuron,
                 uint32_t* timestep, uint32_t* count);
/* From the next step on (1) list the words that events read from synapse memories, or not (0). */
int engram_record_reads(engram_chip* chip, int wanted);
/* In the order in which a controller asks for them: level by level, core by core, image by image, a
 * row once an event. Forward rows; what learning reads and writes is counted only. `data` as in
 * engram_word. */
int engram_reads(engram_chip* chip, uint64_t* reads);
int engram_read(engram_chip* chip, uint64_t index, uint32_t* core, uint32_t* image, uint32_t* row,
                uint32_t* region, uint64_t* address, uint32_t* data);
/* In its own units (fixed point: the integer). With update "touched" as the state record holds it:
 * steps that a neuron has missed are not in it. Not of an input. */
int engram_membrane(engram_chip* chip, uint32_t population, uint32_t neuron, double* membrane);

/* ---- What the sample has done so far; after its last step, what it did. */

/* "energy_pj", "area_um2", "cycles", "latency_us", "input_spikes", "spikes", "synaptic_operations". */
int engram_figure(engram_chip* chip, const char* name, double* value);
/* The priced lines, as in accesses.csv; their energies add up to energy_pj. */
int engram_lines(engram_chip* chip, uint32_t* lines);
int engram_line(engram_chip* chip, uint32_t index, const char** block, const char** region,
                const char** kind, uint64_t* count, double* energy_pj);

#ifdef __cplusplus
}
#endif

#endif
