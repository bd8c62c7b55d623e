"""overflow-float16.npy and nan-row.npy: what float16 and two faulty images do to a batch of logits.

- overflow-float16: every 23rd row of digits-overconfident.npy, 64 in all, rounded to float16 and not scaled.
  Each logit is finite, but exp(z) exceeds float16's 65504 where z > 11.09: a softmax that does not subtract the
  maximum gives inf / inf = NaN there.
- nan-row: the logits, stored in float16, of the logistic regression of digits.npy on 64 images, each divided by its
  brightest pixel first. Two frames are faulty, by our own hand: image 23 is blank, so that its normalisation is 0 / 0 and its
  logits NaN; image 41 arrives as raw 16-bit counts (0 to 65,280) past the normalisation, so that most of its logits
  leave float16's range and become +inf or -inf. The other 62 rows are untouched. The targets are the true classes.

Run digits.py first.
"""
import common
import digits
import numpy as np

ROWS, BLANK, RAW = 64, 23, 41


def overflow():
    z = np.load(common.SAMPLES / "digits-overconfident.npy")[::23][:ROWS].astype(np.float16)
    targets = np.load(common.SAMPLES / "digits-overconfident.labels.npy")[::23][:ROWS]
    assert np.isfinite(z).all()
    with np.errstate(over="ignore", invalid="ignore"):
        e = np.exp(z)
        naive = e / e.sum(-1, keepdims=True, dtype=np.float16)
    common.describe("overflow-float16", z, targets)
    print(
        f"  exp overflows in {np.isinf(e).any(-1).sum()} rows of {ROWS}, "
        f"the naive softmax is NaN somewhere in {np.isnan(naive).any(-1).sum()}"
    )
    common.save_array("overflow-float16", z, targets)
    common.save_names("overflow-float16", digits.NAMES)


def faulty_frames():
    images, held, targets, held_targets = digits.load()
    model = digits.train_regression(images, targets)
    frames, frame_targets = held[:ROWS].copy(), held_targets[:ROWS]
    frames[BLANK] = 0
    with np.errstate(over="ignore", invalid="ignore"):
        frames /= frames.max(-1, keepdims=True)
        frames[RAW] = held[RAW] * 16 * 4080
        z = (frames @ model.coef_.T + model.intercept_).astype(np.float16)  # decision_function refuses NaN
    fine = np.isfinite(z).all(-1)
    common.describe("nan-row, without its faulty rows", z[fine], frame_targets[fine])
    for row in np.flatnonzero(~fine):
        print(f"  row {row}: {z[row].tolist()}")
    common.save_array("nan-row", z, frame_targets)
    common.save_names("nan-row", digits.NAMES)


if __name__ == "__main__":
    overflow()
    faulty_frames()
