"""What the sample scripts share: where samples go, one BLAS thread, and a few float64 figures.

Import this module before NumPy and torch: the number of threads of a matrix product changes the order
of its sums, and so the last bits of every sample.
"""
import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import json
import pathlib

import numpy as np
from scipy.special import log_softmax

SAMPLES = pathlib.Path(__file__).resolve().parent.parent


def save_array(name, array, targets=None):
    """NAME.npy and, where there are targets, NAME.labels.npy (int64)."""
    np.save(SAMPLES / f"{name}.npy", np.ascontiguousarray(array), allow_pickle=False)
    if targets is not None:
        np.save(SAMPLES / f"{name}.labels.npy", np.asarray(targets, dtype=np.int64), allow_pickle=False)


def save_names(name, names):
    """NAME.labels.txt: the class names, one a line."""
    assert all(n and n == n.strip() and len(n.splitlines()) == 1 for n in names)
    (SAMPLES / f"{name}.labels.txt").write_bytes("".join(n + "\n" for n in names).encode())


def save_json(path, value):
    path.write_bytes((json.dumps(value, indent=1, allow_nan=False) + "\n").encode())


def losses(z, targets):
    return -log_softmax(z.astype(np.float64), axis=-1)[np.arange(len(targets)), targets]


def describe(name, z, targets):
    """Print what makes a classifier trustworthy, or not."""
    z = z.astype(np.float64)
    p = np.exp(log_softmax(z, axis=-1))
    right = z.argmax(-1) == targets
    print(
        f"{name}: {z.shape[0]} rows, accuracy {right.mean():.4f} ({(~right).sum()} wrong), "
        f"mean NLL {losses(z, targets).mean():.4f}, mean confidence {p.max(-1).mean():.4f}, "
        f"on the wrong rows {p.max(-1)[~right].mean():.4f}, largest logit {z.max():.2f}"
    )
