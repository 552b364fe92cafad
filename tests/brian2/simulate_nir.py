"""Runs NIR files in Brian2: an independent reading of the format, and an independent simulator.

usage: simulate_nir.py FOLDER DT TIMESTEPS
For every NAME.nir in FOLDER, reads input spikes from NAME.input.csv (node,neuron,timestep) and
writes those of all neurons to NAME.spikes.csv, sorted. DT: seconds a timestep.

Understood: Input, Output, IF, LIF, and between them Delay, Linear, Affine, Scale, Flatten.
"""
import csv
import pathlib
import sys

import h5py
import numpy as np
import brian2 as b2

b2.prefs.codegen.target = "numpy"  # no compiler, and double arithmetic as written


class Graph:
    """Nodes as dictionaries of arrays, edges as pairs."""

    def __init__(self, path):
        with h5py.File(path, "r") as file:
            self.nodes = {
                name: {key: value[()] for key, value in group.items() if isinstance(value, h5py.Dataset)}
                for name, group in file["node/nodes"].items()
            }
            self.edges = [(a.decode(), b.decode()) for a, b in file["node/edges"][()]]
        for node in self.nodes.values():
            node["type"] = node["type"].decode()

    def successors(self, name):
        return [b for a, b in self.edges if a == name]

    def populations(self):
        return [n for n, node in self.nodes.items() if node["type"] in ("Input", "IF", "LIF")]

    def size(self, name):
        node = self.nodes[name]
        return int(np.prod(node["shape"] if node["type"] == "Input" else node["r"].shape))


class Way:
    """From a population to the next: a delay in timesteps, a matrix (target, source), a bias."""

    def __init__(self, source, target, delay, matrix, bias):
        self.source, self.target, self.delay, self.matrix, self.bias = source, target, delay, matrix, bias


def ways_from(graph, source, dt):
    """Follows every chain of linear nodes that leaves `source`."""
    size = graph.size(source)
    ways, open_ends = [], [(source, 0, np.eye(size), np.zeros(size))]
    while open_ends:
        at, delay, matrix, bias = open_ends.pop()
        for name in graph.successors(at):
            node = graph.nodes[name]
            kind = node["type"]
            if kind in ("IF", "LIF"):
                ways.append(Way(source, name, delay, matrix, bias))
            elif kind == "Delay":
                steps = np.unique(node["delay"] / dt)
                assert len(steps) == 1 and steps[0] == round(steps[0]), (name, steps)
                open_ends.append((name, delay + int(steps[0]), matrix, bias))
            elif kind in ("Linear", "Affine"):
                weight = node["weight"].astype(float)
                added = node["bias"] if kind == "Affine" else 0.0
                open_ends.append((name, delay, weight @ matrix, weight @ bias + added))
            elif kind == "Scale":
                scale = node["scale"].astype(float).ravel()
                open_ends.append((name, delay, scale[:, None] * matrix, scale * bias))
            elif kind == "Flatten":
                open_ends.append((name, delay, matrix, bias))
            elif kind != "Output":
                raise ValueError(f"{name}: no rule for a {kind}")
    return ways


def levels_of(names, ways):
    """0, or one more than the highest level along ways without delay."""
    level = dict.fromkeys(names, 0)
    for _ in range(len(names) + 1):
        changed = False
        for way in ways:
            if way.delay == 0 and level[way.target] <= level[way.source]:
                level[way.target], changed = level[way.source] + 1, True
        if not changed:
            return level
    raise ValueError("a loop without delay")


def slot(level, what):
    return f"level{level}_{what}"


def schedule(levels):
    """Within a timestep: what delayed spikes bring, then level by level update, threshold, reset and
    what spikes without delay bring. A NIR edge without Delay acts in its own timestep, where Brian2's
    standard schedule would let it act in the next."""
    slots = ["start", "arrivals"]
    for level in range(max(levels.values()) + 1):
        slots += [slot(level, what) for what in ("update", "thresholds", "resets", "synapses")]
    return slots + ["groups", "end"]  # groups: of Brian2's own, for objects that do nothing here


def neurons(graph, name, level, constant):
    node = graph.nodes[name]
    leaky = node["type"] == "LIF"
    size = graph.size(name)
    leak = "dv/dt = ((v_leak - v) + r * (x + bias)) / tau : 1\ntau : second\nv_leak : 1" if leaky else "v : 1"
    group = b2.NeuronGroup(
        size,
        leak + "\nx : 1\nbias : 1\nr : 1\nv_threshold : 1\nv_reset : 1",
        method="euler" if leaky else None,
        threshold="v > v_threshold",
        reset="v = v_reset",
        name="group_" + name,
    )
    for field in ("r", "v_threshold", "v_reset") + (("v_leak",) if leaky else ()):
        setattr(group, field, node[field].astype(float).ravel())
    if leaky:
        group.tau = node["tau"].astype(float).ravel() * b2.second
        group.state_updater.when = slot(level, "update")
    group.bias = constant
    group.thresholder["spike"].when = slot(level, "thresholds")
    group.resetter["spike"].when = slot(level, "resets")
    # After the state updater (order 0), which has used x.
    group.run_regularly(
        "x = 0" if leaky else "v += r * (x + bias)\nx = 0", when=slot(level, "update"), order=1
    )
    return group


def synapses(way, groups, level, index, dt):
    target, source = np.nonzero(way.matrix)
    if len(target) == 0:
        return None
    synapse = b2.Synapses(groups[way.source], groups[way.target], "w : 1", on_pre="x_post += w",
                          name=f"synapses_{index}")
    synapse.connect(i=source, j=target)
    synapse.w = way.matrix[target, source]
    if way.delay == 0:
        synapse.pre.when = slot(level, "synapses")
    else:  # read at the start of the next timestep, so one step has gone by
        synapse.pre.when = "arrivals"
        synapse.pre.delay = (way.delay - 1) * dt * b2.second
    return synapse


def simulate(graph, spikes, dt, timesteps):
    b2.start_scope()
    b2.defaultclock.dt = dt * b2.second
    names = graph.populations()
    ways = [way for name in names for way in ways_from(graph, name, dt)]
    levels = levels_of(names, ways)
    groups, monitors, network = {}, {}, b2.Network()
    for name in names:
        if graph.nodes[name]["type"] == "Input":
            mine = [(n, t) for node, n, t in spikes if node == name]
            groups[name] = b2.SpikeGeneratorGroup(
                graph.size(name), [n for n, _ in mine], np.array([t for _, t in mine]) * dt * b2.second,
                when=slot(0, "thresholds"), name="group_" + name)
        else:
            constant = sum((way.bias for way in ways if way.target == name), np.zeros(graph.size(name)))
            groups[name] = neurons(graph, name, levels[name], constant)
            monitors[name] = b2.SpikeMonitor(groups[name], name="monitor_" + name)
            monitors[name].when = "end"
    network.add(*groups.values(), *monitors.values())
    for index, way in enumerate(ways):
        synapse = synapses(way, groups, levels[way.source], index, dt)
        if synapse is not None:
            network.add(synapse)
    network.schedule = schedule(levels)
    network.run(timesteps * dt * b2.second)
    return sorted(
        (name, int(t), int(n))
        for name, monitor in monitors.items()
        for n, t in zip(monitor.i, np.round(np.asarray(monitor.t / b2.second) / dt))
    )


def main():
    folder, dt, timesteps = pathlib.Path(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])
    for file in sorted(folder.glob("*.nir")):
        with open(file.with_suffix(".input.csv")) as rows:
            spikes = [(r["node"], int(r["neuron"]), int(r["timestep"])) for r in csv.DictReader(rows)]
        found = simulate(Graph(file), spikes, dt, timesteps)
        with open(file.with_suffix(".spikes.csv"), "w") as out:
            out.write("node,timestep,neuron\n")
            out.writelines(f"{name},{t},{n}\n" for name, t, n in found)


if __name__ == "__main__":
    main()
