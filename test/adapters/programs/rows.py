"""Stops with rows whose sums are hard, and writes what they come to, by decimal arithmetic with 60 digits, to the file that it is
given: for each row the log-sum-exp, the entropy in nats and what the largest probability lacks to 1."""

import decimal
import json
import sys

import numpy as np
import torch

decimal.getcontext().prec = 60
INFINITE = float("inf")


def exactly(row):
    """None for a row that has no softmax."""
    if any(z != z or z == INFINITE for z in row) or all(z == -INFINITE for z in row):
        return None
    terms = [decimal.Decimal(z) for z in row if z != -INFINITE]
    top = max(terms)
    place = terms.index(top)
    shifted = [z - top for index, z in enumerate(terms) if index != place]
    weights = [d.exp() for d in shifted]
    rest = sum(weights, decimal.Decimal(0))
    log1p = (1 + rest).ln() if rest > decimal.Decimal("1e-25") else rest - rest * rest / 2
    moment = sum((d * weight for d, weight in zip(shifted, weights)), decimal.Decimal(0))
    return [str(top + log1p), str(log1p - moment / (1 + rest)), str(rest / (1 + rest))]


def main(path):
    rng = np.random.default_rng(8)
    rows = np.stack(
        [
            rng.normal(size=400) * 3,
            np.concatenate([[40.0], rng.normal(size=399)]),
            np.concatenate([[300.0], rng.normal(size=399)]),
            np.repeat([1.0, 1.0 - 1e-12], 200),
            np.where(rng.random(400) < 0.5, -np.inf, rng.normal(size=400)),
            np.where(rng.random(400) < 0.5, -1e9, rng.normal(size=400)),
            np.full(400, -np.inf),
            np.where(np.arange(400) == 7, np.nan, 1.0),
            np.where(np.arange(400) == 7, np.inf, 1.0),
            rng.normal(size=400) * 1e30,
        ]
    )
    for_torch = torch.from_numpy(rows.copy())
    columns = torch.from_numpy(np.ascontiguousarray(rows.T))
    stack = [row for row in for_torch]
    with open(path, "w") as file:
        json.dump([exactly(row) for row in rows.tolist()], file)
    print(for_torch.shape, columns.shape, len(stack))  # BREAK


main(sys.argv[1])
