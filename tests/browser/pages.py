"""Results that the pages under test are made of, by the built program."""
import json
import subprocess


def engram(program, folder, *arguments, exit_code=0):
    ran = subprocess.run([program, *map(str, arguments)], cwd=folder, capture_output=True, text=True, check=False)
    if ran.returncode != exit_code:
        raise AssertionError(f"engram {' '.join(map(str, arguments))}: exit code {ran.returncode}\n{ran.stdout}{ran.stderr}")
    return ran.stdout + ran.stderr


# Names as nobody should give them, and somebody will.
EVIL = ["</script><script>window.broken=1</script>", "<img src=x onerror=\"window.broken=2\">", "a,\"b\" & 'c'\u2028"]


def run_config(names=("input", "hidden", "output")):
    neuron = {"model": "if", "threshold": 0.6, "reset": "subtract"}
    return {
        "name": "small" if names[0] == "input" else EVIL[1],  # of a folder: no "/"
        "workload": {
            "network": {
                "populations": [{"name": names[0], "shape": [40], "neuron": {"model": "input"}},
                                {"name": names[1], "shape": [60], "neuron": neuron},
                                {"name": names[2], "shape": [10], "output": True, "neuron": neuron}],
                "projections": [{"name": "first" if names[0] == "input" else names[1] + " in", "source": names[0], "target": names[1], "type": "dense",
                                 "weights": {"distribution": "uniform", "low": -0.3, "high": 0.5, "density": 0.5}},
                                {"name": "second", "source": names[1], "target": names[2], "type": "dense",
                                 "weights": {"distribution": "uniform", "low": -0.3, "high": 0.5}}]},
            "input": {"poisson": {"rate_hz": 200}, "timesteps": 40}},
        "compression": {"quantize": {"bits": 4}},
        "chip": {"mesh": [3, 2], "core": {"neurons": 20, "synapse_memory": {"encoding": "index", "word_bits": 32}}},
        "fidelity": "cycle", "seed": 1, "results": {"spikes": True, "timestep_energy": True}}


SWEEP = {
    "name": "small sweep", "base": "run.json", "sets": ["/fidelity=fast", "/results/spikes=false", "/results/timestep_energy=false"],
    "axes": {"/workload/network/projections/0/weights/density": [0.05, 0.3, 1],
             "/chip/core/synapse_memory/encoding": ["crossbar", "index", "bitmap"], "/compression/quantize/bits": [2, 4]},
    "columns": ["energy_per_sample_pj", "latency_us", "area_um2", "weight_memory_energy_per_sample_pj", "state_memory_energy_per_sample_pj"],
    "objectives": {"energy_per_sample_pj": "least", "area_um2": "least"}}


def make_pages(program, folder):
    """run.html, bare.html (a run that wrote little), compare.html, sweep.html, evil.html in `folder`."""
    (folder / "run.json").write_text(json.dumps(run_config()))
    (folder / "evil.json").write_text(json.dumps(run_config(EVIL)))
    (folder / "sweep.json").write_text(json.dumps(SWEEP))
    engram(program, folder, "run", "run.json", "--out", "run")
    engram(program, folder, "run", "run.json", "--out", "bare", "--set", "/fidelity=fast", "--set", "/results/spikes=false",
           "--set", "/results/timestep_energy=false", "--set", "/chip/core/synapse_memory/encoding=bitmap")
    engram(program, folder, "run", "evil.json", "--out", "evil")
    engram(program, folder, "sweep", "sweep.json", "--out", "sweep", "--quiet")
    for page, results in {"run": ["run"], "bare": ["bare"], "compare": ["run", "bare"], "sweep": ["sweep"], "evil": ["evil"]}.items():
        engram(program, folder, "report", *results, "-o", page + ".html")
