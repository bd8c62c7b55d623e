"""language-model.npy: the next-token logits of a small neural language model over 128,256 tokens.

What it is. A feed-forward language model (Bengio et al., 2003) of about 8.6 million parameters: the embeddings of
the last 12 tokens, one hidden layer, and logits against the same embedding table plus a bias. Its text is the
Python source of NumPy, SciPy, scikit-learn and PyTorch as Debian installs it (49 million characters, 12 million
tokens). The row is what the model answers after PROMPT below, which was written for this sample.

What it is not. A large language model: it saw under 4 million tokens, each once, with a sampled softmax, so its
favourites make sense while most of its 128,256 logits are little more than the log-frequency it started from.
The vocabulary has the size of Llama 3's and nothing else of it: its tokens are words, parts of identifiers,
numbers, indentation and punctuation of this text, the most frequent first.

The tokens are written the way GPT-2's vocabulary file writes them: a leading space is "Ġ", a newline "Ċ".
Takes about six minutes on one core.
"""
import collections
import re
import sys

import common
import numpy as np
import torch
import torch.nn.functional as F

SOURCES = "/usr/lib/python3/dist-packages"
PACKAGES = ("numpy", "scipy", "sklearn", "torch")
VOCABULARY = 128_256
LONGEST = 14  # longer words are split
CONTEXT, WIDTH, HIDDEN = 12, 64, 256
STEPS, BATCH = 1800, 2048
HEAD, TAIL = 1024, 1024  # classes always in the sampled softmax, and drawn for each step
PROMPT = '''import numpy as np


def softmax(x, axis=-1):
    """Compute the softmax along the given axis."""
    e = np.'''

WORD = re.compile(r" ?[A-Za-z_]+| ?\d{1,3}|\n *| ?[^\sA-Za-z_\d]+|\s")
PART = re.compile(r" ?(?:_+|[A-Z]+(?![a-z])|[A-Z]?[a-z]+)| ?[^\sA-Za-z_\d]{1,4}|\s")


def short(word):
    return len(word) <= LONGEST or (word[0] == "\n" and len(word) <= 41)


def build_vocabulary(words):
    """Short words, the parts of long ones and every ASCII character; then the most frequent of them."""
    count = collections.Counter()
    for word, n in words.items():
        for piece in [word] if short(word) else PART.findall(word):
            if short(piece):
                count[piece] += n
    always = ["<|unknown|>"] + [chr(c) for c in range(32, 127)] + ["\n"]
    for piece in always:
        count[piece] += 1 << 40  # to the front while choosing
    chosen = sorted(count, key=lambda t: (-count[t], t))[:VOCABULARY]
    for piece in always:
        count[piece] -= (1 << 40) - 1
    return sorted(((t, count[t]) for t in chosen), key=lambda tn: (-tn[1], tn[0]))


def encode(word, ids):
    """Whole if it is in the vocabulary, else in parts, else in characters."""
    if word in ids:
        return [ids[word]]
    out = []
    for part in PART.findall(word) or word:
        out += [ids[part]] if part in ids else [ids.get(c, ids["<|unknown|>"]) for c in part]
    return out


def printable(token):
    """GPT-2's reversible byte-to-character table, so that no token holds white space."""
    plain = {*range(33, 127), *range(161, 173), *range(174, 256)}
    odd = {b: chr(256 + i) for i, b in enumerate(b for b in range(256) if b not in plain)}
    return "".join(odd.get(b, chr(b)) for b in token.encode())


class Model(torch.nn.Module):
    def __init__(self, counts):
        super().__init__()
        self.embedding = torch.nn.Parameter(torch.randn(VOCABULARY, WIDTH) * 0.1)
        self.bias = torch.nn.Parameter(torch.log(counts / counts.sum()))
        self.up = torch.nn.Linear(CONTEXT * WIDTH, HIDDEN)
        self.down = torch.nn.Linear(HIDDEN, WIDTH)

    def state(self, context):
        return self.down(F.relu(self.up(F.embedding(context, self.embedding).flatten(1))))

    def forward(self, context):
        return self.state(context) @ self.embedding.T + self.bias


def sampled_loss(model, context, target, draw):
    """Cross-entropy with the HEAD most frequent classes exact, the tail estimated from a weighted draw of it."""
    h = model.state(context)
    drawn = torch.multinomial(draw, TAIL, replacement=True)
    head = h @ model.embedding[:HEAD].T + model.bias[:HEAD]
    tail = h @ F.embedding(drawn + HEAD, model.embedding).T + (model.bias[drawn + HEAD] - torch.log(TAIL * draw[drawn]))
    tail = tail.masked_fill(target[:, None] == drawn + HEAD, -torch.inf)  # the target itself is exact below
    true = (h * F.embedding(target, model.embedding)).sum(1) + model.bias[target]
    lse = torch.logaddexp(torch.logsumexp(head, dim=1), torch.logsumexp(tail, dim=1))
    return (torch.where(target < HEAD, lse, torch.logaddexp(lse, true)) - true).mean()


def main():
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(20240)

    root = common.pathlib.Path(SOURCES)
    files = [f for p in PACKAGES for f in sorted((root / p).rglob("*.py"))]
    texts = [WORD.findall(f.read_text(encoding="utf-8", errors="replace")) for f in files]
    vocabulary = build_vocabulary(collections.Counter(w for text in texts for w in text))
    tokens = [t for t, _ in vocabulary]
    ids = {t: i for i, t in enumerate(tokens)}
    cache = {}
    for text in texts:
        for word in text:
            if word not in cache:
                cache[word] = encode(word, ids)
    held = [i for text in texts[::50] for w in text for i in cache[w]]
    train = [i for k, text in enumerate(texts) if k % 50 for w in text for i in cache[w]]
    held, train = torch.tensor(held), torch.tensor(train)
    print(f"{len(files)} files, {len(train)} training and {len(held)} held-out tokens, {len(tokens)} token strings")

    counts = torch.tensor([float(n) for _, n in vocabulary])
    draw = counts[HEAD:].sqrt() / counts[HEAD:].sqrt().sum()
    model = Model(counts)
    optimiser = torch.optim.Adam(model.parameters(), lr=2e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=4e-3, total_steps=STEPS, pct_start=0.1)
    window = torch.arange(CONTEXT + 1)
    order = torch.randperm(len(train) - CONTEXT)
    for step in range(STEPS):
        rows = train[order[step * BATCH : (step + 1) * BATCH, None] + window]
        loss = sampled_loss(model, rows[:, :-1], rows[:, -1], draw)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        if step % 100 == 0:
            print(f"step {step}: sampled loss {loss.item():.3f}", file=sys.stderr)

    with torch.no_grad():
        at = torch.linspace(0, len(held) - CONTEXT - 1, 2048).long()
        rows = held[at[:, None] + window]
        nll, right = 0.0, 0
        for part in rows.split(256):
            z = model(part[:, :-1])
            nll += F.cross_entropy(z, part[:, -1], reduction="sum").item()
            right += (z.argmax(1) == part[:, -1]).sum().item()
        unigram = -torch.log(counts / counts.sum())[rows[:, -1]].mean().item()
        print(
            f"held out, {len(rows)} positions: NLL {nll / len(rows):.3f} nats "
            f"(unigram {unigram:.3f}, uniform {np.log(VOCABULARY):.3f}), next token right {right / len(rows):.3f}"
        )
        prompt = [i for w in WORD.findall(PROMPT) for i in encode(w, ids)]
        z = model(torch.tensor([prompt[-CONTEXT:]])).numpy()
    print("context:", [tokens[i] for i in prompt[-CONTEXT:]])
    p = np.exp(z[0].astype(np.float64) - np.logaddexp.reduce(z[0].astype(np.float64)))
    print("row:", ", ".join(f"{tokens[i]!r} {p[i]:.4f}" for i in np.argsort(-p)[:12]))
    print(f"logits {z.min():.2f} to {z.max():.2f}")

    common.save_array("language-model", z)
    common.save_names("language-model", [printable(t) for t in tokens])


if __name__ == "__main__":
    main()
