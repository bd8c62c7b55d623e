"""NumPy, SciPy and PyTorch at the same work, in float32, at the word of bench/python.mjs.

Reads one JSON object a line from standard input and answers each with one. The first line out says what is installed.
OMP_NUM_THREADS says how many threads PyTorch may use.
"""

import importlib
import json
import os
import sys
import time

LISTED = 10
modules = {}
for name in ("numpy", "scipy", "scipy.special", "torch"):
    try:
        modules[name] = importlib.import_module(name)
    except ImportError:
        pass
np, special, torch = (modules.get(name) for name in ("numpy", "scipy.special", "torch"))
threads = int(os.environ.get("OMP_NUM_THREADS", "1"))
if torch is not None:
    torch.set_num_threads(threads)
    torch.set_grad_enabled(False)


def numpy_figures(x):
    """The largest first, as they give max, argmax and runner-up; counts only where there is something to count."""
    rows = np.arange(len(x))[:, None]
    indices = np.argpartition(x, x.shape[1] - LISTED, axis=1)[:, -LISTED:]
    indices = indices[rows, np.argsort(-x[rows, indices], axis=1, kind="stable")]
    values = x[rows, indices]
    top = values[:, :1]
    exponents = x - top
    powers = np.exp(exponents)
    weight = powers.sum(axis=1)
    # A masked class, −inf, weighs 0 and not NaN.
    np.multiply(exponents, powers, out=exponents, where=powers != 0)
    exponents[powers == 0] = 0
    log_weight = np.log(weight)
    return (
        values,
        indices,
        top[:, 0] + log_weight,
        log_weight - exponents.sum(axis=1) / weight,
        np.count_nonzero(np.isnan(x), axis=1),
        np.count_nonzero(x == np.inf, axis=1),
        np.count_nonzero(x == -np.inf, axis=1),
    )


def torch_figures(x):
    values, indices = torch.topk(x, LISTED, dim=-1)
    log_probabilities = torch.log_softmax(x, dim=-1)
    probabilities = log_probabilities.exp()
    # A masked class, −inf, weighs 0 and not NaN.
    terms = torch.where(probabilities > 0, probabilities * log_probabilities, 0.0)
    return (
        values,
        indices,
        torch.logsumexp(x, dim=-1),
        -terms.sum(dim=-1),
        torch.isnan(x).sum(dim=-1),
        torch.isposinf(x).sum(dim=-1),
        torch.isneginf(x).sum(dim=-1),
    )


def columns(values, indices, log_sum_exp, entropy, nan, positive, negative, classes):
    """One row of float64 numbers for each row of logits, in the order of bench/columns.mjs."""
    faulty = (nan > 0) | (positive > 0) | (negative == classes)
    first = [values[:, 0], indices[:, 0], indices[:, 1], log_sum_exp, entropy, nan, positive, negative, faulty]
    return np.column_stack([np.asarray(part, dtype=np.float64) for part in [*first, values, indices]])


def numpy_sweep(x, temperatures):
    row = x[0]
    shifted = row - row.max()
    figures = []
    for temperature in temperatures:
        exponents = shifted * np.float32(1 / temperature)
        powers = np.exp(exponents)
        weight = powers.sum()
        figures.append((np.log(weight) - np.dot(exponents, powers) / weight, 1 / weight))
    return figures


class Data:
    """One set of logits and what each library needs of it."""

    def __init__(self, file, rows, classes, temperatures):
        self.x = np.fromfile(file, dtype=np.float32).reshape(rows, classes)
        self.temperatures = temperatures
        if torch is not None:
            self.tensor = torch.from_numpy(self.x)
            self.out = torch.empty_like(self.tensor)
            self.row_out = torch.empty(rows)

    works = {
        "numpy": {
            "figures": lambda data: numpy_figures(data.x),
            "sweep": lambda data: numpy_sweep(data.x, data.temperatures),
        },
        "scipy": {
            "softmax": lambda data: special.softmax(data.x, axis=-1),
            "logSoftmax": lambda data: special.log_softmax(data.x, axis=-1),
            "logSumExp": lambda data: special.logsumexp(data.x, axis=-1),
        },
        "torch": {
            "figures": lambda data: torch_figures(data.tensor),
            "softmax": lambda data: torch.softmax(data.tensor, dim=-1, out=data.out),
            "logSoftmax": lambda data: torch.log_softmax(data.tensor, dim=-1, out=data.out),
            "logSumExp": lambda data: torch.logsumexp(data.tensor, dim=-1, out=data.row_out),
        },
    }

    def run(self, library, work):
        return self.works[library][work](self)


data = None


def answer(request):
    global data
    do = request["do"]
    if do == "prepare":
        data = None
        data = Data(request["file"], request["rows"], request["classes"], request["temperatures"])
        return {}
    library, work = request["library"], request["work"]
    if do == "write":
        result = data.run(library, work)
        numbers = columns(*result, request["classes"]) if work == "figures" else result
        np.asarray(numbers, dtype=np.float64).tofile(request["file"])
        return {}
    repetitions = request["repetitions"]
    if repetitions > 1:
        data.run(library, work)
    start = time.perf_counter_ns()
    for _ in range(repetitions):
        data.run(library, work)
    return {"nanoseconds": time.perf_counter_ns() - start}


def say(message):
    print(json.dumps(message), flush=True)


say(
    {
        "python": sys.version.split()[0],
        "versions": {name: str(getattr(module, "__version__", "")) for name, module in modules.items()},
    }
)
for line in sys.stdin:
    try:
        say(answer(json.loads(line)))
    except Exception as error:  # a peer that fails is a line in the table, not the end of the run
        say({"error": f"{type(error).__name__}: {error}"})
