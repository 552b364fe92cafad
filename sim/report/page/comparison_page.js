// Several runs, side by side; the first is what the others are measured by.
function comparisonPage(runs) {
  const views = runs.map((run) => ({ ...run, context: run.stats.context, summary: run.stats.summary, statistics: run.stats.statistics,
    tables: Object.fromEntries(Object.entries(run.tables).map(([name, packed]) => [name, columnsOf(packed)])) }));
  const seen = new Map();
  for (const view of views) {
    const name = view.context.name, again = views.filter((other) => other.context.name === name).length > 1;
    view.label = again ? view.folder.split("/").filter(Boolean).at(-1) : name;
    seen.set(view.label, (seen.get(view.label) ?? 0) + 1);
    if (seen.get(view.label) > 1) view.label += ` (${seen.get(view.label)})`;
  }
  return {
    title: views.map((view) => view.label).join(" \u00b7 "),
    context: `${views.length} runs; ratios are to the first, ${views[0].label}`,
    sections: [comparedHeadline(views), section("energy", "Energy", el("div", { class: "grid" }, comparedParts(views), comparedProvenance(views), comparedLayers(views), comparedMemories(views))),
      section("time", "Cycles", el("div", { class: "grid" }, comparedStalls(views))), comparedConfigs(views)]
  };
}

/** "x0.68" with a word and an arrow; less is better unless `more`. */
function ratio(value, first, more = false) {
  if (!isNumber(value) || !isNumber(first) || first === 0) return el("span", { class: "same" }, kNoNumber);
  const factor = value / first, same = Math.abs(factor - 1) < .0005;
  const better = more === null ? null : (factor < 1) !== more;
  return el("span", { class: same || better === null ? "same" : better ? "better" : "worse" }, `\u00d7${plain(factor, 3)}`, same ? "" : factor < 1 ? " \u25bc" : " \u25b2");
}

function comparedHeadline(views) {
  const accuracy = (view) => accuracyOf(view)?.share ?? NaN;
  const figures = [
    ["Energy a sample", (v) => v.summary.energy_per_sample_pj, energy, false], ["Latency a sample", (v) => v.summary.latency_us, time, false],
    ["Energy-delay product", (v) => v.summary.energy_per_sample_pj * v.summary.latency_us * 1e-18, (value) => plain(value * 1e9) + "\u00a0nJ\u00b7s", false],
    ["Energy a synaptic operation, all-in", (v) => v.summary.energy_per_synaptic_operation_pj, energy, false],
    ["\u2026 marginal", (v) => v.summary.marginal_energy_per_synaptic_operation_pj, energy, false], ["Area", (v) => v.summary.area_um2, area, false],
    ["Accuracy", accuracy, percent, true], ["Synaptic operations a sample", (v) => v.summary.synaptic_operations / v.context.samples, count, null],
    ["Spikes a sample", (v) => v.summary.spikes / v.context.samples, count, null], ["Cores", (v) => v.context.cores_used, count, null]]
    .filter(([, of]) => views.some((view) => isNumber(of(view))));
  const dominant = (view) => { const [name, pj] = partsOf(view.summary)[0]; return `${words(name)} ${percent(pj / view.summary.energy_pj)}`; };
  const rows = figures.map(([name, of, text, more]) => [name, ...views.flatMap((view, at) => at === 0 ? [text(of(view))] : [text(of(view)), ratio(of(view), of(views[0]), more)])]);
  rows.splice(1, 0, ["What dominates", ...views.flatMap((view, at) => at === 0 ? [dominant(view)] : [dominant(view), ""])]);
  const head = ["", ...views.flatMap((view, at) => at === 0 ? ["#" + view.label] : ["#" + view.label, "#ratio"])];
  const differing = ["table", "fidelity", "clock_mhz", "samples", "timesteps_a_sample", "seed", "engram_version"].filter((name) => new Set(views.map((view) => view.context[name])).size > 1);
  return el("section", { id: "headline", "aria-label": "Headline figures" }, el("div", { style: "margin-top:14px" }, figure({
    title: "Headline figures", caption: differing.length ? `Mind: the runs also differ in ${differing.map(words).join(", ")}.` : "Same table, clock, fidelity, samples and timesteps.", content: table(head, rows, "Headline figures")
  })));
}

const runLabels = (views) => views.map((view) => view.label);
function comparedParts(views) {
  const title = "Energy a sample by part";
  const parts = kParts.filter((name) => views.some((view) => view.summary.energy_by_part_pj[name] > 0));
  const of = (view, name) => (view.summary.energy_by_part_pj[name] ?? 0) / view.context.samples;
  const change = parts.map((name) => [name, of(views.at(-1), name) - of(views[0], name)]).sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]))[0];
  return figure({
    title, caption: `Largest change, ${views[0].label} to ${views.at(-1).label}: ${words(change[0])}, ${change[1] < 0 ? "\u2212" : "+"}${energy(Math.abs(change[1]))}.`,
    content: barChart(title, { labels: runLabels(views), texts: views.map((view) => energy(view.summary.energy_per_sample_pj)), quantity: "pj", axisTitle: "energy a sample", height: 110 + 34 * views.length,
      sets: parts.map((name) => ({ name: words(name), colours: kPartColours[name], values: views.map((view) => of(view, name)) })) }),
    numbers: comparedNumbers(views, parts.map((name) => [words(name), (view) => of(view, name)]), energy, "part")
  });
}
/** Rows of names with a value a run and its ratio to the first. */
function comparedNumbers(views, rows, text, what) {
  return { head: [what, ...views.flatMap((view, at) => at ? ["#" + view.label, "#ratio"] : ["#" + view.label])],
    rows: rows.map(([name, of]) => [name, ...views.flatMap((view, at) => at ? [text(of(view)), ratio(of(view), of(views[0]))] : [text(of(view))])]) };
}

function comparedProvenance(views) {
  const title = "What the figures rest on";
  const methods = kMethods.filter((name) => views.some((view) => view.summary.provenance[name] > 0));
  return figure({
    title, caption: "Share of the energy by how its figures were obtained.",
    content: chartBox(title, 110 + 34 * views.length, () => ({
      type: "bar", data: { labels: runLabels(views), datasets: methods.map((name) => ({ label: name, data: views.map((view) => 100 * view.summary.provenance[name]), backgroundColor: kMethodColours[name], maxBarThickness: 22 })) },
      options: { indexAxis: "y", scales: { x: axis("share of the energy (%)", { stacked: true, max: 100 }), y: axis("", { stacked: true, grid: { display: false } }) }, plugins: { legend: { position: "bottom" } } }
    })),
    numbers: { head: ["method", ...runLabels(views).map((name) => "#" + name)], rows: methods.map((name) => [name, ...views.map((view) => percent(view.summary.provenance[name]))]) }
  });
}

/** Bars a run beside each other, for every name. */
function groupedBars(title, names, views, of, quantity, axisTitle) {
  const scale = scaleOf(quantity, views.flatMap((view) => names.map((name) => of(view, name))));
  return chartBox(title, 90 + names.length * (10 + 13 * views.length), () => ({
    type: "bar", data: { labels: names, datasets: views.map((view, at) => ({ label: view.label, data: names.map((name) => (of(view, name) ?? 0) * scale.factor), backgroundColor: colourOf(at), maxBarThickness: 14 })) },
    options: { indexAxis: "y", scales: { x: axis(withUnit(axisTitle, scale.unit), { beginAtZero: true }), y: axis("", { grid: { display: false }, ticks: { callback: tickText, autoSkip: false } }) },
      plugins: { legend: { position: "bottom" }, tooltip: { callbacks: { label: (item) => ` ${item.dataset.label}: ${shown(quantity, of(views[item.datasetIndex], names[item.dataIndex]))}` } } } }
  }));
}
function comparedLayers(views) {
  const title = "Energy a sample by layer", layers = views.map((view) => new Map(layersOf(view).map((layer) => [layer.name, layer.pj / view.context.samples])));
  const names = [...new Set(layers.flatMap((one) => [...one.keys()]))], of = (view, name) => layers[views.indexOf(view)].get(name);
  if (!names.length) return null;
  return figure({ title, content: groupedBars(title, names, views, of, "pj", "energy a sample"), numbers: comparedNumbers(views, names.map((name) => [name, (view) => of(view, name)]), energy, "layer") });
}
function comparedMemories(views) {
  const title = "Energy a sample by memory", most = 10;
  const uses = views.map(({ tables: { accesses }, context }) => sumBy(accesses.length, (row) => accesses.kind[row] === "read" || accesses.kind[row] === "write" ? accesses.region[row] : "",
    (row) => accesses.total_aj[row] * 1e-6 / context.samples));
  const names = falling(uses.reduce((all, one) => { for (const [name, pj] of one) all.set(name, Math.max(pj, all.get(name) ?? 0)); return all; }, new Map())).map(([name]) => name).filter(Boolean);
  const of = (view, name) => uses[views.indexOf(view)].get(name);
  return figure({ title, caption: names.length > most ? `The ${most} dearest of ${names.length}.` : null, content: groupedBars(title, names.slice(0, most), views, of, "pj", "energy a sample"),
    numbers: comparedNumbers(views, names.map((name) => [name, (view) => of(view, name)]), energy, "memory") });
}
function comparedStalls(views) {
  const timed = views.filter((view) => view.context.fidelity !== "fast"), title = "Waiting by cause", cycles = "Cycles a sample";
  const each = (view) => view.summary.cycles / view.context.samples;
  const bars = figure({ title: cycles, content: barChart(cycles, { labels: runLabels(views), texts: views.map((view) => shown("count", each(view))), quantity: "count", axisTitle: "cycles a sample", sets: [{ name: "cycles", values: views.map(each), colours: kColours[0] }] }),
    numbers: comparedNumbers(views, [["cycles a sample", each]], count, "") });
  if (!timed.length) return [bars, figure({ title, content: absent("Fidelity fast counts no stalls: run with ", code("--set /fidelity=cycle"), ".") })];
  const causes = timed.map((view) => new Map(stallsOf(view.statistics).map(([name, waited]) => [name, waited / view.context.samples])));
  const of = (view, name) => causes[timed.indexOf(view)].get(name), names = [...new Set(causes.flatMap((one) => [...one].filter(([, waited]) => waited > 0).map(([name]) => name)))];
  return [bars, figure({ title, caption: "Block cycles a sample, of which several can pass in one cycle." + (timed.length < views.length ? " Runs at fidelity fast are left out." : ""),
    content: names.length ? groupedBars(title, names, timed, of, "count", "block cycles waited") : absent("Nothing ever waited."), numbers: comparedNumbers(timed, names.map((name) => [name, (view) => of(view, name)]), count, "cause") })];
}
function comparedConfigs(views) {
  const flat = views.map((view) => flatConfig(view.config)), keys = [...new Set(flat.flatMap((one) => [...one.keys()]))];
  const differing = keys.filter((key) => new Set(flat.map((one) => one.get(key))).size > 1);
  return section("config", "Configs", el("div", { class: "grid" }, figure({
    title: "What the configs differ in", wide: true, caption: `${differing.length} of ${keys.length} values.`,
    content: differing.length ? table(["key", ...runLabels(views)], differing.map((key) => [code(key), ...flat.map((one) => code(one.get(key) ?? kNoNumber))]), "Config differences") : absent("In nothing.")
  }), figure({ title: "Not included in any figure", wide: true, content: el("ul", {}, [...new Set(views.flatMap((view) => view.context.not_included ?? []))].map((line) => el("li", {}, line))) })));
}
