// The spike raster: a canvas of its own, point by point into pixels, so that a hundred thousand
// spikes follow the pointer. Drag pans, wheel (once it has the focus) and keys zoom.
function rasterFigure({ raster, context }) {
  const title = "Spike raster";
  if (!raster) return figure({ title, wide: true, content: absent("No spikes.csv: run with ", code("--set /results/spikes=true"), " to see every spike.") });
  if (!raster.samples.length) return figure({ title, wide: true, content: absent("No neuron spiked.") });
  const plot = new RasterPlot(raster, context.timesteps_a_sample);
  const shown = plot.sample;
  const cut = shown.shown < shown.spikes ? `; the first ${count(shown.shown)} of ${count(shown.spikes)} spikes` : "";
  const pickers = raster.samples.length > 1 ? picker("sample", raster.samples.map((sample, at) => [at, sample.name]), 0, (at) => plot.show(Number(at))) : null;
  const button = (name, label, act) => el("button", { type: "button", "aria-label": label, onclick: act }, name);
  return figure({
    title, wide: true, caption: `A point a neuron and timestep${cut}. Drag to move, double-click or + and \u2212 to zoom (wheel after a click), arrows to move, 0 for all.`,
    content: [el("div", { class: "controls" }, pickers, button("+", "Zoom in", () => plot.zoom(.5)), button("\u2212", "Zoom out", () => plot.zoom(2)), button("all", "Show all", () => plot.reset()), plot.readout), plot.box,
      legend(raster.populations.map((one, at) => [`${one.name} (${count(one.neurons)})`, colourOf(at)]))],
    numbers: {
      head: ["population", "#neurons", "#spikes", "#a neuron and timestep"], rows: raster.populations.map((one, at) =>
        [one.name, count(one.neurons), count(plot.totals[at]), plain(plot.totals[at] / one.neurons / context.timesteps_a_sample, 3)])
    }
  });
}

class RasterPlot {
  constructor(raster, timesteps) {
    Object.assign(this, { raster, timesteps: Math.max(1, timesteps), left: 64, bottom: 34 });
    this.readout = el("span", { class: "same", role: "status" });
    this.canvas = el("canvas", { tabindex: 0, role: "img", "aria-label": "Spike raster: neurons over timesteps" });
    this.box = el("div", { class: "canvas" }, this.canvas);
    this.box.style.height = "380px";
    this.box.plot = this;
    this.canvas.style.cssText = "width:100%;height:100%;cursor:grab;touch-action:pan-y";
    this.populationOf = new Uint16Array(raster.rows);
    raster.populations.forEach((one, at) => this.populationOf.fill(at, one.first, one.first + one.neurons));
    this.show(0, false);
    this.listen();
    drawn(this.box, () => this.draw());
    addEventListener("resize", () => this.draw());
  }
  show(at, draw = true) {
    this.sample = this.raster.samples[at];
    this.spikes = unpackedSpikes(this.sample, this.raster.rows);
    this.totals = this.raster.populations.map(() => 0);
    this.spikes.rows.forEach((row, k) => { this.totals[this.populationOf[row]] += this.spikes.counts?.[k] ?? 1; });
    this.reset(draw);
  }
  reset(draw = true) {
    this.view = { x: 0, y: 0, w: this.timesteps, h: this.raster.rows };
    if (draw) this.draw();
  }
  /** Keeps the point under (fx, fy), shares of the plot, in its place. */
  zoom(factor, fx = .5, fy = .5) {
    const { view } = this, w = Math.min(Math.max(view.w * factor, 4), this.timesteps), h = Math.min(Math.max(view.h * factor, 4), this.raster.rows);
    this.move(view.x + (view.w - w) * fx, view.y + (view.h - h) * fy, w, h);
  }
  move(x, y, w = this.view.w, h = this.view.h) {
    this.view = { x: Math.min(Math.max(x, 0), Math.max(0, this.timesteps - w)), y: Math.min(Math.max(y, 0), Math.max(0, this.raster.rows - h)), w, h };
    this.draw();
  }
  /** Index of the first spike at or behind `step`. */
  firstAt(step) {
    let low = 0, high = this.spikes.steps.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.spikes.steps[middle] < step) low = middle + 1; else high = middle;
    }
    return low;
  }
  draw() {
    const ratio = devicePixelRatio || 1, width = this.box.clientWidth, height = this.box.clientHeight;
    if (!width) return;
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    const context = this.canvas.getContext("2d");
    this.drawSpikes(context, Math.round(this.left * ratio), this.canvas.width - Math.round(this.left * ratio), this.canvas.height - Math.round(this.bottom * ratio));
    context.scale(ratio, ratio);
    this.drawAxes(context, width, height);
  }
  drawSpikes(context, left, width, height) {
    const { view, spikes, populationOf } = this, image = context.createImageData(width, height), pixels = new Uint32Array(image.data.buffer);
    const colours = this.raster.populations.map((_, at) => {
      const hex = parseInt(colourOf(at).slice(1), 16);
      return (255 << 24 | (hex & 255) << 16 | hex & 0xff00 | hex >> 16) >>> 0;
    });
    const begin = this.firstAt(Math.floor(view.x)), end = this.firstAt(Math.ceil(view.x + view.w)), least = end - begin < 20000 ? 2 : 1;
    const across = width / view.w, down = height / view.h, w = Math.max(least, Math.floor(across * .9)), h = Math.max(least, Math.floor(down * .9));
    for (let at = begin; at < end; ++at) {
      const row = spikes.rows[at], x0 = Math.floor((spikes.steps[at] - view.x) * across), y0 = Math.floor((row - view.y) * down);
      if (y0 + h <= 0 || y0 >= height) continue;
      const colour = colours[populationOf[row]], y1 = Math.min(y0 + h, height), x1 = Math.min(x0 + w, width);
      for (let y = Math.max(y0, 0); y < y1; ++y) for (let x = Math.max(x0, 0); x < x1; ++x) pixels[y * width + x] = colour;
    }
    context.putImageData(image, left, 0);
  }
  drawAxes(context, width, height) {
    const { view, left } = this, bottom = height - this.bottom, down = bottom / view.h;
    context.font = "12px " + getComputedStyle(document.body).fontFamily;
    context.fillStyle = cssColour("muted");
    context.strokeStyle = cssColour("line");
    context.strokeRect(left + .5, .5, width - left - 1, bottom - 1);
    context.textAlign = "center";
    const step = niceStep(view.w / (width / 90));
    for (let at = Math.ceil(view.x / step) * step; at < view.x + view.w; at += step) {
      context.fillText(plain(at, 6), Math.min(left + (at - view.x + .5) * (width - left) / view.w, width - 16), bottom + 14);
    }
    context.fillText("timestep", (left + width) / 2, height - 4);
    context.textAlign = "right";
    let free = 0;
    this.raster.populations.forEach((one, at) => {
      const top = Math.max((one.first - view.y) * down, 0), end = Math.min((one.first + one.neurons - view.y) * down, bottom);
      if (end <= top) return;
      context.fillStyle = colourOf(at);
      context.fillRect(left - 5, top, 4, end - top);
      const middle = (top + end) / 2 + 4;
      if (middle - 10 < free) return;
      free = middle + 4;
      context.fillStyle = cssColour("text");
      context.fillText(one.name.length > 8 ? one.name.slice(0, 7) + "\u2026" : one.name, left - 9, middle);
    });
  }
  /** What is under the pointer, as {step, row, fx, fy}; null beside the plot. */
  at(event) {
    const frame = this.canvas.getBoundingClientRect(), fx = (event.clientX - frame.left - this.left) / (frame.width - this.left), fy = (event.clientY - frame.top) / (frame.height - this.bottom);
    if (fx < 0 || fx > 1 || fy < 0 || fy > 1) return null;
    return { fx, fy, step: Math.floor(this.view.x + fx * this.view.w), row: Math.min(Math.floor(this.view.y + fy * this.view.h), this.raster.rows - 1) };
  }
  tell(place) {
    const one = place && this.raster.populations[this.populationOf[place.row]];
    this.readout.textContent = one ? `${one.name} neuron ${place.row - one.first}, timestep ${place.step}` : "";
  }
  listen() {
    let held = null;
    this.canvas.addEventListener("pointerdown", (event) => {
      held = { x: event.clientX, y: event.clientY, view: this.view };
      this.canvas.setPointerCapture(event.pointerId);
    });
    this.canvas.addEventListener("pointerup", () => { held = null; });
    this.canvas.addEventListener("pointermove", (event) => {
      this.tell(this.at(event));
      if (!held) return;
      const { view } = held, across = view.w / (this.box.clientWidth - this.left), down = view.h / (this.box.clientHeight - this.bottom);
      this.move(view.x - (event.clientX - held.x) * across, view.y - (event.clientY - held.y) * down);
    });
    this.canvas.addEventListener("dblclick", (event) => {
      const place = this.at(event);
      if (place) this.zoom(.5, place.fx, place.fy);
    });
    this.canvas.addEventListener("wheel", (event) => {
      const place = this.at(event);
      if (!place || document.activeElement !== this.canvas) return;
      event.preventDefault();
      this.zoom(event.deltaY < 0 ? .8 : 1.25, place.fx, place.fy);
    }, { passive: false });
    const keys = { ArrowLeft: [-.2, 0], ArrowRight: [.2, 0], ArrowUp: [0, -.2], ArrowDown: [0, .2] };
    this.canvas.addEventListener("keydown", (event) => {
      const way = keys[event.key];
      if (way) this.move(this.view.x + way[0] * this.view.w, this.view.y + way[1] * this.view.h);
      else if (event.key === "+") this.zoom(.5);
      else if (event.key === "-") this.zoom(2);
      else if (event.key === "0") this.reset();
      else return;
      event.preventDefault();
    });
  }
}

/** 1, 2 or 5 times a power of ten, at least `least` and 1. */
function niceStep(least) {
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 1)));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= least) ?? power;
}
