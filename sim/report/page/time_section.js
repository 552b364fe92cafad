// Where the cycles go, and the work they are for.
function timeSection(view) {
  return section("time", "Cycles", el("div", { class: "grid" }, cyclesOverTime(view), stalls(view)));
}

function cyclesOverTime({ tables: { timesteps: rows }, context }) {
  const title = "Cycles a timestep";
  if (!rows?.length) return figure({ title, content: absent("No timesteps.csv in the result folder.") });
  const { x, values, width } = overTime(rows, (row) => rows.cycles[row]);
  const top = largest(rows.cycles), at = rows.cycles.indexOf(top);
  return figure({
    title, caption: [`Longest: ${count(top)} cycles (${time(top / context.clock_mhz)}), timestep ${rows.timestep[at]}`, meanOf(rows, width)].filter(Boolean).join("; ") + ".",
    content: lineChart(title, { x, xTitle: "timestep", quantity: "count", axisTitle: "cycles", sets: [{ name: "cycles", values, colour: kColours[0] }] }),
    numbers: { head: ["#timestep", "#cycles"], rows: x.map((step, k) => [count(step), plain(values[k], 6)]) }
  });
}

const kStallWhy = new Map([["memory_bank", "word waits for its bank"], ["fetch_ahead", "word not asked for yet"], ["words", "decode waits for words"], ["lanes", "decode waits for an adder"],
  ["accumulator_bank", "addition waits for its bank"], ["output_queue", "write back waits for room"], ["injection", "flit waits for its router"], ["credit", "flit waits for room"],
  ["arbitration", "flit waits for its link"], ["ejection", "flit waits for the core"]]);

/** Waiting cycles by cause: [[name, cycles, why], ...]; those of learning under the name of its stage. */
function stallsOf({ stalls = {} }) {
  return Object.entries(stalls).flatMap(([name, one]) => "value" in one ? [[words(name), one.value, kStallWhy.get(name) ?? one.description]]
    : Object.entries(one).map(([cause, inner]) => [`${name}: ${words(cause)}`, inner.value, inner.description])).sort((a, b) => b[1] - a[1]);
}
function stalls({ statistics, context, summary }) {
  const title = "Where cycles go: waiting by cause";
  if (context.fidelity === "fast") {
    return figure({ title, content: absent("Fidelity fast estimates latency and counts no stalls: run with ", code("--set /fidelity=cycle"), ".") });
  }
  const causes = stallsOf(statistics), some = causes.filter(([, cycles]) => cycles > 0);
  if (!some.length) return figure({ title, content: absent("Nothing ever waited.") });
  const whole = summary.cycles * context.cores_used;
  return figure({
    title, caption: `Summed over blocks, of which several can wait in one cycle; in all ${count(summary.cycles)} cycles \u00d7 ${context.cores_used} cores. Most: ${some[0][0]} (${some[0][2]}).`,
    content: barChart(title, { labels: some.map(([name]) => name), texts: some.map(([, cycles]) => percent(cycles / whole)), quantity: "count", axisTitle: "block cycles waited",
      sets: [{ name: "cycles", values: some.map(([, cycles]) => cycles), colours: kColours[3] }] }),
    numbers: { head: ["cause", "#block cycles", "#of cores \u00d7 cycles", "why"], rows: causes.map(([name, cycles, why]) => [name, count(cycles), percent(cycles / whole), why]) }
  });
}

function activitySection(view) {
  const { tables: { timesteps: rows } } = view, title = "Synaptic operations a timestep", spikes = "Spikes a timestep";
  const chart = (name, value, sets) => {
    const lines = sets.map(([label, of, colour]) => ({ name: label, colour, ...overTime(rows, (row) => rows[of][row]) }));
    return figure({
      title: name, caption: meanOf(rows, lines[0].width) || null,
      content: lineChart(name, { x: lines[0].x, xTitle: "timestep", quantity: "count", axisTitle: value, sets: lines, height: 190 }),
      numbers: { head: ["#timestep", ...lines.map((line) => "#" + line.name)], rows: lines[0].x.map((step, at) => [count(step), ...lines.map((line) => plain(line.values[at], 6))]) }
    });
  };
  return section("activity", "Spikes", el("div", { class: "grid" }, rasterFigure(view),
    rows?.length ? [chart(spikes, "spikes", [["neurons", "spikes", kColours[0]], ["input", "input_spikes", kColours[1]]]),
      chart(title, "operations", [["synaptic operations", "synaptic_operations", kColours[2]]])] : null));
}
