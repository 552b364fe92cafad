"""Checks that NIR files have the layout that nir 1.0 reads (neuromorphs/NIR, docs/source/primitives.md).

usage: check_nir.py FOLDER
Looks at every .nir file there: node types and their fields, element types, and that every edge joins
nodes of equal shape. Prints what is wrong; exit code 1 where anything is.
"""
import pathlib
import sys

import h5py
import numpy as np

NEURON = ["r", "v_leak", "v_threshold", "v_reset"]
FIELDS = {
    "Input": ["shape"],
    "Output": ["shape"],
    "Linear": ["weight"],
    "Affine": ["weight", "bias"],
    "Scale": ["scale"],
    "Conv2d": ["input_shape", "weight", "stride", "padding", "dilation", "groups", "bias"],
    "SumPool2d": ["kernel_size", "stride", "padding"],
    "Flatten": ["start_dim", "end_dim", "input_type"],
    "Delay": ["delay"],
    "Threshold": ["threshold"],
    "I": ["r"],
    "IF": ["r", "v_threshold", "v_reset"],
    "LIF": ["tau"] + NEURON,
    "LI": ["tau", "r", "v_leak"],
    "CubaLIF": ["tau_mem", "tau_syn", "w_in"] + NEURON,
    "CubaLI": ["tau_mem", "tau_syn", "w_in", "r", "v_leak"],
}
NEURONS = ("Threshold", "I", "IF", "LIF", "LI", "CubaLIF", "CubaLI")
WHOLE = ["shape", "stride", "dilation", "groups", "kernel_size", "start_dim", "end_dim", "input_type", "input_shape"]


def windows(size, kernel, stride, padding, dilation):
    return tuple((n + 2 * p - d * (k - 1) - 1) // s + 1
                 for n, k, s, p, d in zip(size, kernel, stride, padding, dilation))


def shapes(node, arriving):
    """(input, output) of a node; arriving: what the edge before it brings."""
    kind = node["type"]
    if kind in ("Input", "Output"):
        return (tuple(node["shape"]),) * 2
    if kind in ("Linear", "Affine"):
        return (node["weight"].shape[1],), (node["weight"].shape[0],)
    if kind in ("Scale", "Delay"):
        return (node[kind.lower()].shape,) * 2
    if kind == "Flatten":
        start, end = int(node["start_dim"]), int(node["end_dim"])
        before = tuple(node["input_type"])
        last = end % len(before)
        flat = int(np.prod(before[start : last + 1]))
        return before, before[:start] + (flat,) + before[last + 1 :]
    if kind == "SumPool2d":
        size = windows(arriving[1:], node["kernel_size"], node["stride"], node["padding"], (1, 1))
        return arriving, (arriving[0],) + size
    if kind == "Conv2d":
        out, in_group, *kernel = node["weight"].shape
        before = (in_group * int(node["groups"]),) + tuple(node["input_shape"])
        if isinstance(node["padding"], str):
            return before, (out,) + before[1:]
        return before, (out,) + windows(before[1:], kernel, node["stride"], node["padding"], node["dilation"])
    return (node["threshold" if kind == "Threshold" else "r"].shape,) * 2


def read(path):
    with h5py.File(path, "r") as file:
        assert isinstance(file["version"][()], bytes) and file["node/type"][()] == b"NIRGraph"
        nodes = {}
        for name, group in file["node/nodes"].items():
            node = {key: data[()] for key, data in group.items()}
            nodes[name] = {k: v.decode() if isinstance(v, bytes) else v for k, v in node.items()}
        edges = [(a.decode(), b.decode()) for a, b in file["node/edges"][()]]
    return nodes, edges


def faults(path):
    nodes, edges = read(path)
    for name, node in nodes.items():
        wanted = FIELDS.get(node["type"])
        if wanted is None or sorted(node) != sorted(wanted + ["type"]):
            yield f"{name}: fields of a {node['type']}: {sorted(node)}"
            continue
        for field in wanted:
            value = node[field]
            if isinstance(value, str):
                if (field, value) not in (("padding", "same"), ("padding", "valid")):
                    yield f"{name}/{field}: {value}"
            elif np.asarray(value).dtype.kind not in ("i" if field in WHOLE else "fi"):
                yield f"{name}/{field}: {np.asarray(value).dtype}"
            elif not np.all(np.isfinite(value)):
                yield f"{name}/{field}: not finite"
        sizes = {node[field].shape for field in wanted if node["type"] in NEURONS}
        if len(sizes) > 1:
            yield f"{name}: parameters of shapes {sizes}"
    if len(set(edges)) != len(edges):
        yield "an edge stands twice"
    linked = {name for edge in edges for name in edge}
    known = {name: shapes(node, None)[1] for name, node in nodes.items() if node["type"] != "SumPool2d"}
    left = list(edges)
    while left:
        ready = [edge for edge in left if edge[0] in known]
        if not ready:
            yield f"no shape for {left}"
            return
        for source, target in ready:
            left.remove((source, target))
            takes, gives = shapes(nodes[target], known[source])
            if takes != known[source]:
                yield f"{source} {known[source]} -> {target} {takes}"
            known[target] = gives
    for name, node in nodes.items():
        if node["type"] not in ("Input",) + NEURONS and name not in linked:
            yield f"{name}: no edge"


def main():
    files = sorted(pathlib.Path(sys.argv[1]).glob("*.nir"))
    found = [f"{file.name}: {fault}" for file in files for fault in faults(file)]
    print("\n".join(found[:50]))
    print(f"{len(files)} files, {len(found)} faults")
    sys.exit(1 if found or not files else 0)


if __name__ == "__main__":
    main()
