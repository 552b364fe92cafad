// Charts by Chart.js, each in a figure with its title, what to see in it, and its numbers.
/** A canvas of `height` pixels on which `config()` is drawn; `redraw` on the element does so anew. */
function chartBox(title, height, config) {
  const canvas = el("canvas", { role: "img", "aria-label": title });
  const box = el("div", { class: "canvas" }, canvas);
  box.style.height = height + "px";
  let chart = null;
  box.redraw = () => {
    chart?.destroy();
    Chart.defaults.color = cssColour("muted");
    Chart.defaults.borderColor = cssColour("line");
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    Chart.defaults.font.size = 12;
    Chart.defaults.animation = false;
    Chart.defaults.maintainAspectRatio = false;
    Chart.defaults.plugins.legend.labels.boxWidth = 12;
    box.chart = chart = new Chart(canvas, config());
  };
  /** As redraw, by the chart that is there: also in an event of its own, which a chart must outlive. */
  box.refresh = () => {
    if (!chart) return;
    const { data, options } = config();
    Object.assign(chart, { data, options });
    chart.update("none");
  };
  drawn(box, box.redraw);
  return box;
}

function figure({ title, caption, content, numbers: behind, wide }) {
  return el("figure", { class: wide ? "wide" : null },
    el("figcaption", {}, el("h3", {}, title), caption ? el("div", { class: "caption" }, caption) : null),
    content, behind ? numbers(behind.head, behind.rows, title) : null);
}

function axis(title, more = {}) {
  return { title: { display: Boolean(title), text: title }, ticks: { callback: tickText }, ...more };
}
function tickText(value) {
  if (this.type === "category") {
    const label = this.getLabelForValue(value);
    return label.length > 26 ? label.slice(0, 25) + "\u2026" : label;
  }
  if (this.type === "logarithmic" && !/^[125]e/.test(Number(value.toPrecision(6)).toExponential())) return null;
  return plain(value, 3);
}

/** Writes `texts[i]` behind bar i. */
const valueLabels = (texts) => ({
  id: "valueLabels", afterDatasetsDraw(chart) {
    const { ctx } = chart;
    ctx.save();
    ctx.fillStyle = cssColour("text");
    ctx.font = "12px " + Chart.defaults.font.family;
    ctx.textBaseline = "middle";
    const last = chart.getSortedVisibleDatasetMetas().at(-1);
    last.data.forEach((bar, at) => ctx.fillText(texts[at], Math.max(...chart.getSortedVisibleDatasetMetas().map((meta) => meta.data[at].x)) + 6, bar.y));
    ctx.restore();
  }
});

/** Horizontal bars: `sets` are {name, values, colours}; one legend entry each where there are several. */
function barChart(title, { labels, sets, quantity, axisTitle, texts, height }) {
  const totals = labels.map((_, at) => sets.reduce((sum, set) => sum + (set.values[at] ?? 0), 0));
  const scale = scaleOf(quantity, totals);
  return chartBox(title, height ?? 52 + 24 * labels.length + (sets.length > 1 ? 26 : 0), () => ({
    type: "bar",
    data: { labels, datasets: sets.map((set) => ({ label: set.name, data: set.values.map((value) => value * scale.factor), backgroundColor: set.colours, maxBarThickness: 22 })) },
    options: {
      indexAxis: "y", layout: { padding: { right: texts ? 62 : 8 } },
      scales: { x: axis(withUnit(axisTitle, scale.unit), { stacked: true, beginAtZero: true }), y: axis("", { stacked: true, grid: { display: false }, ticks: { callback: tickText, autoSkip: false } }) },
      plugins: {
        legend: { display: sets.length > 1, position: "bottom" },
        tooltip: { callbacks: { label: (item) => ` ${sets.length > 1 ? item.dataset.label + ": " : ""}${shown(quantity, sets[item.datasetIndex].values[item.dataIndex])}` } }
      }
    },
    plugins: texts ? [valueLabels(texts)] : []
  }));
}

/** Lines, or with `stacked` areas, over a numeric x. `sets`: {name, values, colour}. */
function lineChart(title, { x, xTitle, sets, quantity, axisTitle, stacked, height }) {
  const sums = stacked ? x.map((_, at) => sets.reduce((sum, set) => sum + set.values[at], 0)) : sets.flatMap((set) => set.values);
  const scale = scaleOf(quantity, sums);
  return chartBox(title, height ?? 230, () => ({
    type: "line",
    data: { labels: x, datasets: sets.map((set) => ({ label: set.name, data: set.values.map((value, at) => ({ x: x[at], y: value * scale.factor })), borderColor: set.colour, backgroundColor: set.colour, fill: stacked ? "stack" : false, borderWidth: stacked ? 0 : 1.5, pointRadius: 0, pointHitRadius: 6 })) },
    options: {
      interaction: { mode: "index", intersect: false },
      scales: { x: axis(xTitle, { type: "linear", min: x[0], max: x.at(-1) }), y: axis(withUnit(axisTitle, scale.unit), { stacked, beginAtZero: true }) },
      plugins: {
        legend: { display: sets.length > 1, position: "bottom" },
        tooltip: { itemSort: (a, b) => b.raw.y - a.raw.y, callbacks: { title: (items) => `${xTitle} ${items[0].raw.x}`, label: (item) => ` ${item.dataset.label}: ${plain(item.raw.y)} ${scale.unit}` } }
      }
    }
  }));
}
