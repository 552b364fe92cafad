// The page of a sweep: which points are worth having, what moves them, all of them.
function sweepPage(sweep) {
  const view = new SweepView(sweep);
  const bad = view.points.length - view.good.length, missing = sweep.total - view.points.length;
  return {
    title: sweep.name,
    context: `${count(view.good.length)} of ${count(sweep.total)} points` + (bad ? `, ${bad} refused or failed` : "") + (missing ? `, ${missing} not in this database` : "") +
      `; ${view.axes.length} axes: ${view.axes.map((axis) => `${axis.name} (${axis.values.length})`).join(", ")}; simulated by Engram ${sweep.program}`,
    sections: view.good.length ? [bestPoints(view), section("front", "Points", scatterArea(view)), section("axes", "Along the axes", linesArea(view)), section("points", "All points", pointsTable(view))]
      : [section("points", "All points", absent("No point has figures."), pointsTable(view))]
  };
}

/** Unit of a column by its name. */
function quantityOf(column) {
  return column.endsWith("_pj") ? "pj" : column.endsWith("_us") ? "us" : column.endsWith("_um2") ? "um2" : column.endsWith("_bits") ? "bits"
    : /accuracy|error|sparsity/.test(column) ? "share" : "count";
}
const columnTitle = (column) => words(column.replace(/_(pj|us|um2)$/, "").replace(/_per_/, " a "));
const isPart = (column) => kParts.some((part) => column === `${part}_energy_per_sample_pj`);

class SweepView {
  constructor(sweep) {
    this.sweep = sweep;
    const last = sweep.axes.map((name) => name.split("/").at(-1));
    this.axes = sweep.axes.map((full, at) => {
      const values = [...new Set(sweep.points.map((point) => point.values[at]))], numeric = values.length > 1 && values.every((value) => value.trim() !== "" && Number.isFinite(Number(value)));
      if (numeric) values.sort((a, b) => a - b);
      return { at, full, values, numeric, name: last.filter((name) => name === last[at]).length > 1 ? full.split("/").slice(-2).join("/") : last[at] };
    });
    this.columns = sweep.columns.map((name, at) => ({ at, name, title: columnTitle(name), quantity: quantityOf(name),
      best: sweep.objectives.find((one) => one.startsWith(name + " "))?.split(" ").at(-1) ?? (/accuracy/.test(name) ? "most" : "least") }));
    this.points = sweep.points.map((point) => ({ ...point, status: point.status ?? "ok" }));
    this.good = this.points.filter((point) => point.status === "ok" && point.figures.some(isNumber));
    this.goodOnes = new Set(this.good);
    this.shown = this.points;   // by the filter
    this.picked = null;
    this.listeners = [];
  }
  /** Good points that the filter leaves. */
  get live() { return this.shown.filter((point) => this.goodOnes.has(point)); }
  onChange(listener) { this.listeners.push(listener); }
  changed() { for (const listener of this.listeners) listener(); }
  pick(point) { this.picked = point; this.changed(); }
  text(column, point) { return column.quantity === "share" ? plain(point.figures[column.at], 4) : shown(column.quantity, point.figures[column.at]); }
  name(point) { return `#${point.number}  ` + this.axes.map((axis) => `${axis.name} ${point.values[axis.at]}`).join(", "); }
  column(name, otherwise) { return this.columns.find((column) => column.name === name) ?? this.columns[otherwise] ?? this.columns[0]; }
  /** Columns of the objectives, then the others but parts of the energy. */
  get leading() {
    const aims = this.sweep.objectives.map((one) => this.column(one.split(" ")[0]));
    return [...new Set([...aims, ...this.columns.filter((column) => !isPart(column.name))])];
  }
}

const better = (column, a, b) => column.best === "most" ? a > b : a < b;
/** Points that no other one is at least as good as in both columns and better in one, by x. */
function frontOf(points, x, y) {
  const of = (point, column) => point.figures[column.at] * (column.best === "most" ? -1 : 1);
  const sorted = points.filter((point) => isNumber(of(point, x)) && isNumber(of(point, y))).sort((a, b) => of(a, x) - of(b, x) || of(a, y) - of(b, y));
  let least = Infinity, before = null;
  return sorted.filter((point) => {
    const on = of(point, y) < least || (before && of(point, x) === of(before, x) && of(point, y) === of(before, y));
    if (on) { least = of(point, y); before = point; }
    return on;
  });
}

function bestPoints(view) {
  const tiles = view.leading.slice(0, 4).filter((column) => view.good.some((point) => isNumber(point.figures[column.at]))).map((column) => {
    const with_figure = view.good.filter((point) => isNumber(point.figures[column.at]));
    const best = with_figure.reduce((a, b) => better(column, b.figures[column.at], a.figures[column.at]) ? b : a), worst = with_figure.reduce((a, b) => better(column, a.figures[column.at], b.figures[column.at]) ? b : a);
    const factor = worst.figures[column.at] / best.figures[column.at];
    return tile(`${column.best === "most" ? "Most" : "Least"} ${column.title}`, view.text(column, best),
      el("button", { type: "button", class: "link", onclick: () => view.pick(best) }, view.name(best) + (factor > 1.0005 ? `; the worst takes \u00d7${plain(factor, 3)}` : "")));
  });
  const [x, y] = view.leading;
  if (x && y) tiles.push(tile("On the front", count(frontOf(view.good, x, y).length), `of ${x.title} against ${y.title}`));
  return el("section", { id: "headline", "aria-label": "Best points" }, el("div", { class: "tiles" }, tiles));
}

function scatterArea(view) {
  const state = { x: view.leading[1] ?? view.leading[0], y: view.leading[0], colour: view.axes.find((axis) => !axis.numeric && axis.values.length > 1) ?? view.axes[0] ?? { at: 0, name: "point", values: [undefined] } };
  /** Spread over more than a factor of 3: a linear axis would press most points together. */
  state.log = [state.x, state.y].some((column) => {
    const all = view.good.map((point) => point.figures[column.at]).filter(isNumber);
    const least = all.reduce((a, b) => Math.min(a, b), Infinity);
    return least > 0 && largest(all) / least > 3;
  });
  const title = "Every point, and the front of those that no other beats";
  const box = chartBox(title, 400, () => scatterConfig(view, state));
  const redraw = () => { if (box.isConnected) box.refresh(); };
  view.onChange(redraw);
  const columns = view.columns.map((column) => [column.name, column.title]);
  const choose = (what) => (name) => { state[what] = view.column(name); redraw(); };
  const controls = el("div", { class: "controls" }, picker("x", columns, state.x.name, choose("x")), picker("y", columns, state.y.name, choose("y")),
    picker("colour", view.axes.map((axis) => [axis.at, axis.name]), state.colour.at, (at) => { state.colour = view.axes[at]; redraw(); }),
    el("label", {}, el("input", { type: "checkbox", checked: state.log, onchange: (event) => { state.log = event.target.checked; redraw(); } }), "logarithmic"));
  const detail = el("div", { id: "detail", "aria-live": "polite" });
  view.onChange(() => detail.replaceChildren(...pointDetail(view, view.picked)));
  const first = view.good.filter((point) => isNumber(point.figures[state.y.at]));
  view.picked = first.reduce((a, b) => better(state.y, b.figures[state.y.at], a.figures[state.y.at]) ? b : a, first[0]) ?? null;
  detail.append(...pointDetail(view, view.picked));
  const front = frontOf(view.good, state.x, state.y);
  return el("div", { class: "grid points" }, figure({
    title, caption: "Point at one for its name; click for its config and what its energy is made of.", content: [controls, box],
    numbers: { head: ["on the front", ...view.axes.map((axis) => axis.name), "#" + state.x.title, "#" + state.y.title], rows: front.map((point) => ["#" + point.number, ...point.values, view.text(state.x, point), view.text(state.y, point)]) }
  }), el("figure", {}, detail));
}

function scatterConfig(view, { x, y, colour, log }) {
  const live = view.live, xs = scaleOf(x.quantity, live.map((point) => point.figures[x.at])), ys = scaleOf(y.quantity, live.map((point) => point.figures[y.at]));
  const at = (point) => ({ x: point.figures[x.at] * xs.factor, y: point.figures[y.at] * ys.factor, point });
  const shade = (k) => colour.numeric ? rampColour(k / (colour.values.length - 1)) : colourOf(k);
  const sets = colour.values.map((value, k) => ({ label: `${colour.name} ${value ?? ""}`, data: live.filter((point) => point.values[colour.at] === value).map(at), backgroundColor: shade(k), borderColor: shade(k), borderWidth: 2, pointStyle: markOf(k), pointRadius: 5, pointHoverRadius: 8 })).filter((set) => set.data.length);
  const front = frontOf(live, x, y).map(at);
  const lines = [{ label: "front", type: "line", data: front, borderColor: cssColour("muted"), borderWidth: 1.5, borderDash: [5, 4], pointRadius: 0, pointHitRadius: 0, pointStyle: "line", order: 9 }];
  if (live.includes(view.picked)) lines.unshift({ label: "picked", data: [at(view.picked)], pointStyle: "circle", pointRadius: 12, pointHitRadius: 0, borderWidth: 2, borderColor: cssColour("text"), backgroundColor: "transparent" });
  const range = (column, scale) => {
    const all = live.map((point) => point.figures[column.at] * scale.factor).filter((value) => value > 0);
    return log && all.length ? { type: "logarithmic", min: all.reduce((a, b) => Math.min(a, b)) * .85, max: largest(all) * 1.15 } : { type: "linear" };
  };
  return {
    type: "scatter", data: { datasets: [...sets, ...lines] },
    options: {
      // The ring and the front lie over points, and are none themselves: the data sets behind the first ones.
      onClick: (event, hit) => { const own = hit.find((one) => one.datasetIndex < sets.length); if (own) view.pick(sets[own.datasetIndex].data[own.index].point); },
      onHover: (event, hit) => { event.native.target.style.cursor = hit.length ? "pointer" : "default"; },
      scales: { x: axis(withUnit(x.title, xs.unit), range(x, xs)), y: axis(withUnit(y.title, ys.unit), range(y, ys)) },
      plugins: {
        legend: { position: "bottom", labels: { usePointStyle: true, filter: (item) => item.text !== "picked" } },
        tooltip: { filter: (item) => item.datasetIndex < sets.length, callbacks: { label: ({ raw }) => ` ${view.name(raw.point)}`, afterLabel: ({ raw }) => `${x.title}: ${view.text(x, raw.point)}\n${y.title}: ${view.text(y, raw.point)}` } }
      }
    }
  };
}

function pointDetail(view, point) {
  const { sweep } = view;
  if (!point) return [el("h3", {}, "A point"), absent("Click a point, or a row of the table, to see its config and breakdown here.")];
  const parts = view.columns.filter((column) => isPart(column.name) && isNumber(point.figures[column.at])).sort((a, b) => point.figures[b.at] - point.figures[a.at]);
  const whole = sum(parts.map((column) => point.figures[column.at])), title = "Energy a sample by part";
  const config = changedConfig(sweep.base, point.changes), made = [];
  made.push(el("h3", {}, `Point ${point.number}`), el("div", { class: "caption" }, view.axes.map((axis) => `${axis.name} ${point.values[axis.at]}`).join(", ") + (point.source ? `; ${point.source}` : "")));
  if (point.status !== "ok") made.push(el("p", { class: "worse" }, `${point.status}: ${point.error}`));
  made.push(table(["figure", "#value"], view.columns.filter((column) => !isPart(column.name)).map((column) => [column.title, view.text(column, point)]), `Point ${point.number}`));
  if (parts.length) {
    const box = barChart(title, { labels: parts.map((column) => words(column.name.replace("_energy_per_sample_pj", ""))), texts: parts.map((column) => percent(point.figures[column.at] / whole)), quantity: "pj", axisTitle: "energy a sample",
      sets: [{ name: "energy", values: parts.map((column) => point.figures[column.at]), colours: parts.map((column) => kPartColours[column.name.replace("_energy_per_sample_pj", "")]) }] });
    made.push(el("h3", {}, title), box);
    queueMicrotask(() => box.isConnected && box.redraw());
  } else if (point.status === "ok") {
    made.push(absent("No breakdown: list columns such as ", code("weight_memory_energy_per_sample_pj"), " in the sweep to see it."));
  }
  if (point.rows?.length) {
    const all = sum(point.rows.map(([, pj]) => pj)), dearest = [...point.rows].sort((a, b) => b[1] - a[1]);
    made.push(el("details", {}, el("summary", {}, `Rows of the energy table (${dearest.length})`), el("div", { class: "caption" }, "A figure of the table that is 1\u202f% larger makes the energy larger by its share of 1\u202f%."),
      table(["row", "#energy, all samples", "#share"], dearest.map(([row, pj]) => [sweep.table_rows[row], energy(pj), percent(pj / all)]), "Rows of the energy table")));
  }
  made.push(el("details", { class: "unprinted" }, el("summary", {}, "Config"), el("p", { class: "caption" }, code(`sqlite3 ${sweep.file} "SELECT config FROM points WHERE number = ${point.number}" > point.json && engram run point.json`)), el("pre", {}, JSON.stringify(config, null, 2))));
  return made;
}
