"""Rows of many kinds with their true figures, and how far NumPy, SciPy and PyTorch are from them.

    /usr/bin/python3 accuracy.py        (mpmath; NumPy, SciPy and PyTorch where there are; half a minute)

Writes JSON to standard output, for accuracy.mjs. The truth is the textbook's formula in mpmath, with so many digits that 60
are right even where 1 - p is 1e-304. Every figure is a pair of float64 numbers whose sum it is.

A row is a specification, so that it takes no room and is the same everywhere: `count` numbers about normally
distributed, each the sum of 12 numbers x / 2^32 of the generator x <- (1664525 x + 1013904223) mod 2^32 less 6, times
`scale` plus `offset`, rounded to float32 where `float32` says so; then every n-th from the second on set to `value` where
`every` is [n, value]; then single ones as `put` has them in pairs [index, value]. "-inf" stands for minus infinity.
"""

import json
import math
import struct
import sys

from mpmath import mp, mpf

INF = math.inf
#: Half a unit in the last place of 1.
ROUNDING = 2.0**-53
SMALLEST_NORMAL = 2.0**-1022


def normal_row(count, seed=1, scale=1.0, offset=0.0, float32=False, every=None, put=()):
    return {
        "seed": seed, "count": count, "scale": scale, "offset": offset, "float32": float32, "every": every,
        "put": [list(pair) for pair in put],
    }  # fmt: skip


def to_float32(value):
    return struct.unpack("f", struct.pack("f", value))[0]


def row_of(spec):
    x, row = spec["seed"], []
    for _ in range(spec["count"]):
        total = 0.0
        for _ in range(12):
            x = (1664525 * x + 1013904223) % 2**32
            total += x / 2**32
        value = (total - 6) * spec["scale"] + spec["offset"]
        row.append(to_float32(value) if spec["float32"] else value)
    if spec["every"]:
        step, value = spec["every"]
        row[1::step] = [float(value)] * len(row[1::step])
    for index, value in spec["put"]:
        row[index] = float(value)
    return row


def one_hot(gap, count, seed, **options):
    """A row whose largest logit is exactly `gap` above the next, so far as float64 can tell."""
    row = row_of(normal_row(count, seed, **options))
    place = (7 * seed) % count
    others = row[:place] + row[place + 1 :]
    return normal_row(count, seed, **options, put=[(place, max(others) + gap)])


def families():
    """(name, specification of a row, temperature); rows of one name share a section of the table."""
    for count in (10, 100, 1000, 4096, 32000, 128256):
        yield f"gaussian, float32, K = {count}", normal_row(count, 3, 4.0, float32=True), 1.0
        if count < 5000:
            yield f"gaussian, float32, K = {count}", normal_row(count, 4, 8.0, float32=True), 0.7
            yield f"gaussian, float64, K = {count}", normal_row(count, 5, 4.0, 1.25), 1.0
            yield f"gaussian, float64, K = {count}", normal_row(count, 6, 30.0), 1.0
    for gap in (5, 20, 40, 100, 300, 700):
        for count, seed in ((2, 11), (10, 12), (50, 13), (1000, 14)):
            yield f"one-hot, gap {gap}", one_hot(gap, count, seed, scale=1.5), 1.0
            yield f"one-hot, gap {gap}", one_hot(gap, count, seed + 20, scale=0.25, float32=True, offset=-96.0), 1.0
        yield f"one-hot, gap {gap}", one_hot(gap, 3000, 15, scale=0.01), 1.0
    for count in (3, 50, 3000):
        for far in (0.0, -30.0, -60.0, -300.0):
            put = [(count // 2, 5.0), (count // 3, 5.0 - 1e-12)]
            yield "near ties, 1e-12", normal_row(count, 21, 0.5, far, put=put), 1.0
    for count in (3, 50, 3000):
        put = [(count // 2, 5.0), (count // 3, 5.0)]
        yield "ties beside others far below", normal_row(count, 22, 0.5, -65.0, put=put), 1.0
        yield "ties beside others far below", normal_row(count, 22, 0.5, -2.0, put=put), 1.0
    for count in (50, 3000):
        for temperature in (0.3, 1.0, 40.0):
            yield "nearly constant", normal_row(count, 23, 2e-3, 8.0), temperature
            yield "nearly constant", normal_row(count, 24, 1e-6, put=[(count // 2, 1e-3)]), temperature
            yield "nearly constant", normal_row(count, 25, 1e-7, -3.0, put=[(count // 2, -2.5)]), temperature
    for count in (10, 100, 3000):
        for temperature in (1e-6, 1.0, 1e6, 1e37, 1e38):
            yield "magnitudes of 1e38", normal_row(count, 31, 5e37, float32=True), temperature
        for temperature in (1e-6, 1.0, 1e6, 1e307):
            yield "magnitudes of 1e308", normal_row(count, 32, 2.5e307), temperature
    for count in (10, 100, 3000):
        for temperature in (1e-6, 1.0, 1e6):
            yield "subnormal", normal_row(count, 33, 1e-310), temperature
    yield "subnormal", normal_row(20, 34, 1e-310, put=[(3, 0.0), (4, 5e-324), (5, -5e-324), (6, 1.0)]), 1.0
    for count in (10, 100, 3000):
        yield "masked with -inf", normal_row(count, 41, 3.0, every=(3, "-inf")), 1.0
        yield "masked with -inf", normal_row(count, 42, 3.0, every=(2, "-inf"), put=[(0, 40.0)]), 1.0
        for value in (-1e9, -65504.0, -3.4028234663852886e38):
            yield "masked with finite numbers", normal_row(count, 43, 3.0, float32=True, every=(3, value)), 1.0
    for value in (-7.25, 0.1, 1e300):
        for count in (2, 7, 1000, 20000):
            yield "constant", normal_row(count, 1, 0.0, value), 1.0
    for value in (3.7, -1e9, 0.0):
        yield "K = 1", normal_row(1, 1, 0.0, value), 1.0
    for seed in range(50, 62):
        yield "K = 2", normal_row(2, seed, 10.0), 1.0
        yield "K = 2", normal_row(2, seed, 1.0), 1.0
    for temperature in (1e-6, 1e-3, 0.05, 0.3, 3.7, 20.0, 1e3, 1e6):
        for count in (10, 100, 4096):
            yield f"T = {temperature:g}", normal_row(count, 61, 4.0, float32=True), temperature
            yield f"T = {temperature:g}", normal_row(count, 62, 4.0, 50.0), temperature


def digits_of(row, temperature):
    """60, and as many as 1 - p of the largest logit begins with zeros; beyond 1e-308 float64 has 0 anyway."""
    first, second = (sorted(row, reverse=True) + [-INF])[:2]
    return 60 + min(math.ceil(min((first / 2 - second / 2) / temperature, 1000.0)), 340)


def truth(row, temperature, target):
    """The figures from the textbook's formulas, as mpmath numbers, and the probabilities."""
    mp.dps = digits_of(row, temperature)
    T = mpf(temperature)
    top = mpf(max(row))
    # Equal logits have equal exponentials; the shift changes nothing but keeps the exponents small.
    known = {}
    for z in row:
        if z != -INF and z not in known:
            d = (mpf(z) - top) / T
            known[z] = d, mp.exp(d)
    terms = [known.get(z, (None, mpf(0))) for z in row]
    total = mp.fsum(e for _, e in terms)
    logarithm = mp.log(total)
    live = [(d, e / total) for d, e in terms if d is not None]
    mean = mp.fsum(p * d for d, p in live)
    d, e = terms[target]
    top_probability = 1 / total
    figures = {
        "logSumExp": top / T + logarithm,
        "entropyNats": -mp.fsum(p * (d - logarithm) for d, p in live),
        "oneMinusTop": 1 - top_probability,
        "topProbability": top_probability,
        "probability": e / total,
        "loss": INF if d is None else logarithm - d,
        "entropySlope": mp.fsum(p * (d - mean) ** 2 for d, p in live) / T,
    }
    return figures, live, (d, e / total)


def conditions(figures, live, chosen, temperature):
    """
    For each figure f what rounding each d = (z - max) / T once, and f itself, may change, to first order and over 2^-53:
    |f| + sum |df/dd * d|. Less is asked of no algorithm that rounds d, though not z. Float64 is enough for a bound.
    """
    pairs = [(float(d), float(p)) for d, p in live if p > 0 and d > -1e6]
    size = math.fsum(p * -d for d, p in pairs)
    mean = -size
    variance = math.fsum(p * (d - mean) ** 2 for d, p in pairs)
    own, p = (-INF, 0.0) if chosen[0] is None else (float(chosen[0]), float(chosen[1]))
    reached = abs(own) if own > -INF else 0.0
    slopes = math.fsum(abs(p * ((d - mean) ** 2 - variance + 2 * (d - mean)) * d) for d, p in pairs)
    entropy, rest = float(figures["entropyNats"]), float(figures["oneMinusTop"])
    lost = math.fsum(abs(p * d * (d - mean)) for d, p in pairs)
    return {
        "entropyNats": entropy + lost,
        "oneMinusTop": rest + float(figures["topProbability"]) * size,
        "topProbability": float(figures["topProbability"]) * (1 + size),
        "probability": p * (1 + reached + size),
        "loss": 0.0 if own == -INF else float(figures["loss"]) + (1 - p) * reached + size - p * reached,
        "entropySlope": float(figures["entropySlope"]) + slopes / temperature,
    }


def pair(value):
    high = float(value)
    if not math.isfinite(high):
        return ["inf" if high > 0 else "-inf", 0.0]
    return [high, float(mpf(value) - mpf(high))]


def case(family, spec, temperature):
    row = row_of(spec)
    live = [index for index, z in enumerate(row) if z != -INF]
    target = live[len(live) // 3]
    figures, terms, chosen = truth(row, temperature, target)
    bounds = conditions(figures, terms, chosen, temperature)
    stored = {"family": family, "row": spec, "temperature": temperature, "target": target}
    figures = {name: value if isinstance(value, float) else +value for name, value in figures.items()}
    return stored, row, figures, bounds


def to_json(stored, figures, bounds):
    return {**stored, "figures": {name: pair(value) for name, value in figures.items()}, "conditions": bounds}


def error(name, value, true):
    """How far a library's figure is from the truth: units in the last place of a log-sum-exp, else relative; None for NaN."""
    if value == true:
        return 0.0
    if math.isnan(value) or math.isinf(value) or math.isinf(true):
        return None
    size = max(abs(float(true)), SMALLEST_NORMAL)
    unit = math.ulp(size) if name == "logSumExp" else size
    return min(float(abs(mpf(value) - true) / unit), 1e300)


def numpy_figures(numpy):
    def figures(row, temperature, target):
        z = numpy.array(row) / temperature
        e = numpy.exp(z - z.max())
        p = e / e.sum()
        lse = z.max() + numpy.log(e.sum())
        live = p > 0
        mean = (p[live] * z[live]).sum()
        return {
            "logSumExp": lse,
            "entropyNats": -(p[live] * numpy.log(p[live])).sum(),
            "oneMinusTop": 1 - p.max(),
            "topProbability": p.max(),
            "probability": p[target],
            "loss": lse - z[target],
            "entropySlope": (p[live] * (z[live] - mean) ** 2).sum() / temperature,
        }

    return figures


def scipy_figures(numpy, special, stats):
    def figures(row, temperature, target):
        z = numpy.array(row) / temperature
        p = special.softmax(z)
        return {
            "logSumExp": special.logsumexp(z),
            "entropyNats": stats.entropy(p),
            "oneMinusTop": 1 - p.max(),
            "topProbability": p.max(),
            "probability": p[target],
            "loss": -special.log_softmax(z)[target],
        }

    return figures


def torch_figures(torch, dtype):
    def figures(row, temperature, target):
        if dtype == torch.float32 and any(abs(z) < INF and abs(z) > 3.5e38 or to_float32(z) != z for z in row):
            return {}
        z = torch.tensor(row, dtype=dtype) / temperature
        p = torch.softmax(z, 0)
        return {
            "logSumExp": torch.logsumexp(z, 0),
            "entropyNats": torch.distributions.Categorical(logits=z, validate_args=False).entropy(),
            "oneMinusTop": 1 - p.max(),
            "topProbability": p.max(),
            "probability": p[target],
            "loss": torch.nn.functional.cross_entropy(z[None], torch.tensor([target])),
        }

    return figures


def libraries():
    """The name and the figures of each library that is there, and the names of those that are not."""
    found, missing = {}, []
    try:
        import numpy

        numpy.seterr(all="ignore")
        found[f"NumPy {numpy.__version__}, textbook"] = numpy_figures(numpy)
    except ImportError:
        return found, ["numpy", "scipy", "torch"]
    try:
        import scipy
        from scipy import special, stats

        found[f"SciPy {scipy.__version__}"] = scipy_figures(numpy, special, stats)
    except ImportError:
        missing.append("scipy")
    try:
        import torch

        torch.set_num_threads(1)
        version = torch.__version__
        found[f"PyTorch {version}, float64"] = torch_figures(torch, torch.float64)
        found[f"PyTorch {version}, float32"] = torch_figures(torch, torch.float32)
    except ImportError:
        missing.append("torch")
    return found, missing


def main():
    found, missing = libraries()
    cases, errors = [], {name: [] for name in found}
    for family in families():
        stored, row, figures, bounds = case(*family)
        cases.append(to_json(stored, figures, bounds))
        for name, library in found.items():
            given = library(row, stored["temperature"], stored["target"])
            errors[name].append({figure: error(figure, float(value), figures[figure]) for figure, value in given.items()})
    json.dump({"cases": cases, "libraries": errors, "missing": missing}, sys.stdout)


if __name__ == "__main__":
    main()
