"""A training loop whose logits are known: it writes the figures of each step, by PyTorch in float64, beside itself."""

import json
import pathlib

import torch

CLASSES = 10
ROWS = 64


def figures(logits):
    """Entropy (nats), log-sum-exp, top class and its probability of every row."""
    wide = logits.detach().double()
    log_p = torch.log_softmax(wide, dim=-1)
    p = log_p.exp()
    return {
        "entropy": (-(p * log_p).sum(-1)).tolist(),
        "log_sum_exp": torch.logsumexp(wide, -1).tolist(),
        "top": p.argmax(-1).tolist(),
        "probability": p.max(-1).values.tolist(),
    }


def evaluate(logits, labels, step):
    loss = torch.nn.functional.cross_entropy(logits, labels)
    accuracy = (logits.argmax(-1) == labels).float().mean()
    return loss.item(), accuracy.item(), step


def main():
    torch.manual_seed(20)
    features = torch.randn(ROWS, 8)
    labels = torch.randint(0, CLASSES, (ROWS,))
    head = torch.nn.Linear(8, CLASSES)
    optimiser = torch.optim.SGD(head.parameters(), lr=2.0)
    told = []
    for step in range(8):
        logits = head(features)
        told.append(figures(logits))
        pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(told))
        evaluate(logits, labels, step)
        optimiser.zero_grad()
        torch.nn.functional.cross_entropy(logits, labels).backward()
        optimiser.step()


if __name__ == "__main__":
    main()
