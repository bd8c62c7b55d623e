"""digits.npy, digits-overconfident.npy and digits.json: two classifiers of handwritten digits.

Data: scikit-learn's digits (1,797 images of 8 x 8, from the UCI repository). Only 300 images are for training,
so that both classifiers make real mistakes; the other 1,497 are the rows of the samples, in the same order in both.

- digits: multinomial logistic regression with an L2 penalty. Its logits are nearly calibrated.
- digits-overconfident: a network of 64 hidden units, no penalty, trained for 3,000 epochs, long after the
  training loss reached zero. About as accurate, and far too sure of itself.
- digits.json: the first 40 rows of digits.npy with targets and class names in one file.
"""
import common
import numpy as np
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

NAMES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def load():
    """Training images, held-out images, and the classes of both."""
    data = load_digits()
    return train_test_split(data.data / 16, data.target, train_size=300, stratify=data.target, random_state=0)


def train_regression(images, targets):
    return LogisticRegression(C=10, max_iter=2000).fit(images, targets)


def train_overconfident(images, targets):
    return MLPClassifier(
        (64,), alpha=0, learning_rate_init=0.02, max_iter=3000, tol=0, n_iter_no_change=3000, random_state=0
    ).fit(images, targets)


def network_logits(network, images):
    """What goes into the network's softmax: scikit-learn only hands out what comes out."""
    hidden = np.maximum(images @ network.coefs_[0] + network.intercepts_[0], 0)
    return hidden @ network.coefs_[1] + network.intercepts_[1]


def main():
    import warnings

    from sklearn.exceptions import ConvergenceWarning

    warnings.simplefilter("ignore", ConvergenceWarning)  # training past convergence is the point
    images, held, targets, held_targets = load()
    good = train_regression(images, targets).decision_function(held).astype(np.float32)
    network = train_overconfident(images, targets)
    sure = network_logits(network, held).astype(np.float32)
    for name, z in (("digits", good), ("digits-overconfident", sure)):
        common.describe(name, z, held_targets)
        common.save_array(name, z, held_targets)
        common.save_names(name, NAMES)
    common.save_json(
        common.SAMPLES / "digits.json",
        {
            # Rounded to 6 decimals: a file for people to read.
            "logits": [[round(float(v), 6) for v in row] for row in good[:40]],
            "targets": held_targets[:40].tolist(),
            "classNames": NAMES,
        },
    )


if __name__ == "__main__":
    main()
