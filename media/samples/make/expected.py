"""expected.json: what a viewer must show for the samples, in float64 from the stored values.

Run after the other scripts. For each .npy a few rows, at T = 1 and T = 2, all on z / T:
argmax, the five largest classes (ties by index) and their probabilities, entropyNats, logSumExp, logitMargin and,
where there are targets, loss. And for the whole file the rows left out as NaN or +inf, the mean entropy, and with
targets accuracy, mean NLL, Brier score, expected calibration error (15 equal bins, closed on the right) and the
temperature that minimises the NLL.

The maximum's own term stays out of the sums, so that nothing cancels where a row is nearly one-hot:
d = z - m, S1 = sum of e^d and T1 = sum of d e^d over all but the maximum, lse = m + log1p(S1),
H = log1p(S1) - T1 / (1 + S1). -inf is a masked class: it counts in K and contributes nothing.
"""
import common
import numpy as np
from scipy.optimize import minimize_scalar

# Chosen rows: index on every axis but the last. First wrong and least sure rows are added where there are targets.
CHOSEN = {
    "digits": [(0,), (1,), (1496,)],
    "digits-overconfident": [(0,), (1,), (1496,)],
    "attention-causal": [(0, 0), (0, 1), (1, 17), (2, 32), (3, 47)],
    "language-model": [(0,)],
    "overflow-float16": [(0,), (1,), (63,)],
    "nan-row": [(0,), (23,), (41,), (63,)],
}


def status(z):
    return "nan" if np.isnan(z).any() else "+inf" if np.isposinf(z).any() else "masked" if np.isinf(z).all() else "ok"


def row_figures(z, target=None):
    """The figures of one row that has a softmax."""
    order = np.argsort(-z, kind="stable")
    top = order[0]
    live = np.flatnonzero(np.isfinite(z))
    d = np.delete(z, top)
    d = d[np.isfinite(d)] - z[top]
    s1, t1 = np.exp(d).sum(), (d * np.exp(d)).sum()
    first = [int(i) for i in order[:5] if np.isfinite(z[i])]
    out = {
        "argmax": int(top),
        "top5": first,
        "top5Probabilities": [float(np.exp(z[i] - z[top]) / (1 + s1)) for i in first],
        "entropyNats": float(np.log1p(s1) - t1 / (1 + s1)),
        "logSumExp": float(z[top] + np.log1p(s1)),
        "logitMargin": float(z[top] - z[order[1]]) if len(live) > 1 else None,
    }
    if target is not None:
        out["loss"] = float((z[top] - z[target]) + np.log1p(s1))
    return out


def calibration(z, targets):
    p = np.exp(z - z.max(-1, keepdims=True))
    p /= p.sum(-1, keepdims=True)
    right, confidence = z.argmax(-1) == targets, p.max(-1)
    bins = np.clip(np.ceil(confidence * 15) - 1, 0, 14).astype(int)
    gaps = [abs(right[bins == b].sum() - confidence[bins == b].sum()) for b in range(15)]
    best = minimize_scalar(
        lambda t: common.losses(z / np.exp(t), targets).mean(), bounds=(-4, 4), method="bounded", options={"xatol": 1e-9}
    )
    return {
        "accuracy": float(right.mean()),
        "meanNll": float(common.losses(z, targets).mean()),
        "brier": float(((p - np.eye(z.shape[-1])[targets]) ** 2).sum(-1).mean()),
        "ece15": float(np.sum(gaps) / len(z)),
        "fittedTemperature": float(np.exp(best.x)),
        "meanNllAtFittedTemperature": float(best.fun),
    }


def expect(name, chosen):
    stored = np.load(common.SAMPLES / f"{name}.npy", allow_pickle=False)
    path = common.SAMPLES / f"{name}.labels.npy"
    targets = np.load(path, allow_pickle=False) if path.exists() else None
    names = (common.SAMPLES / f"{name}.labels.txt").read_text(encoding="utf-8").splitlines()
    z = stored.astype(np.float64).reshape(-1, stored.shape[-1])
    assert len(names) == z.shape[-1] and (targets is None or len(targets) == len(z))
    ok = np.array([status(row) == "ok" for row in z])

    whole = {"rows": len(z), "leftOut": np.flatnonzero(~ok).tolist()}
    whole["maskedValues"] = int(np.isneginf(z[ok]).sum())
    whole["meanEntropyNats"] = float(np.mean([row_figures(row)["entropyNats"] for row in z[ok]]))
    whole["float16RowsWhereExpOverflows"] = int((z[ok].max(-1) > np.log(65504.0)).sum())
    flat = [int(np.ravel_multi_index(index, stored.shape[:-1])) for index in chosen]
    if targets is not None:
        whole.update(calibration(z[ok], targets[ok]))
        wrong = np.flatnonzero(ok & (z.argmax(-1) != targets))
        figures = {row: row_figures(z[row], targets[row]) for row in np.flatnonzero(ok)}
        flat += [int(wrong[0]), max(figures, key=lambda r: figures[r]["loss"])]
        flat += [max(figures, key=lambda r: figures[r]["entropyNats"]), min(figures, key=lambda r: figures[r]["entropyNats"])]

    rows = []
    for row in dict.fromkeys(int(r) for r in flat):
        v = z[row]
        entry = {"row": row, "index": [int(i) for i in np.unravel_index(row, stored.shape[:-1])], "status": status(v)}
        entry["masked"] = int(np.isneginf(v).sum())
        if targets is not None:
            entry["target"] = int(targets[row])
        if entry["status"] == "ok":
            target = None if targets is None else int(targets[row])
            entry["T=1"] = row_figures(v, target)
            entry["T=2"] = row_figures(v / 2, target)
            entry["top5Names"] = [names[i] for i in entry["T=1"]["top5"]]
        else:
            entry["nan"], entry["+inf"] = np.flatnonzero(np.isnan(v)).tolist(), np.flatnonzero(np.isposinf(v)).tolist()
        rows.append(entry)
    print(name, stored.shape, stored.dtype, {k: v for k, v in whole.items()})
    return {"shape": list(stored.shape), "dtype": str(stored.dtype), "whole": whole, "rows": rows}


def main():
    result = {f"{name}.npy": expect(name, chosen) for name, chosen in CHOSEN.items()}
    common.save_json(common.SAMPLES / "make" / "expected.json", result)


if __name__ == "__main__":
    main()
