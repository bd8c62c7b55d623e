"""attention-causal.npy: the causal attention scores of a small transformer reading Jane Austen.

A two-layer, four-head transformer (50 thousand parameters in its blocks) learns to predict the next
word of the text below, the opening of "Pride and Prejudice" (1813, public domain), written down from memory.
It learns that text by heart: it shows how attention looks, not how well so small a model generalises.

The sample holds the scores of the second layer before the softmax, for the first 48 words: q . k / sqrt(16), and
-inf where a key lies after its query. Shape [head, query, key]; the class axis is the keys, named "3: truth".
"""
import re

import common
import numpy as np
import torch
import torch.nn.functional as F

TEXT = """
It is a truth universally acknowledged, that a single man in possession of a good fortune, must be in want of a
wife. However little known the feelings or views of such a man may be on his first entering a neighbourhood, this
truth is so well fixed in the minds of the surrounding families, that he is considered as the rightful property of
some one or other of their daughters. "My dear Mr. Bennet," said his lady to him one day, "have you heard that
Netherfield Park is let at last?" Mr. Bennet replied that he had not. "But it is," returned she; "for Mrs. Long has
just been here, and she told me all about it." Mr. Bennet made no answer. "Do not you want to know who has taken
it?" cried his wife impatiently. "You want to tell me, and I have no objection to hearing it." This was invitation
enough. "Why, my dear, you must know, Mrs. Long says that Netherfield is taken by a young man of large fortune from
the north of England; that he came down on Monday in a chaise and four to see the place, and was so much delighted
with it that he agreed with Mr. Morris immediately; that he is to take possession before Michaelmas, and some of his
servants are to be in the house by the end of next week." "What is his name?" "Bingley." "Is he married or single?"
"Oh! single, my dear, to be sure! A single man of large fortune; four or five thousand a year. What a fine thing for
our girls!" "How so? how can it affect them?" "My dear Mr. Bennet," replied his wife, "how can you be so tiresome!
You must know that I am thinking of his marrying one of them." "Is that his design in settling here?" "Design!
nonsense, how can you talk so! But it is very likely that he may fall in love with one of them, and therefore you
must visit him as soon as he comes." "I see no occasion for that. You and the girls may go, or you may send them by
themselves, which perhaps will be still better, for as you are as handsome as any of them, Mr. Bingley might like
you the best of the party."
"""
WINDOW, WIDTH, HEADS, LAYERS, STEPS, BATCH = 48, 64, 4, 2, 600, 16


class Block(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.before, self.after = torch.nn.LayerNorm(WIDTH), torch.nn.LayerNorm(WIDTH)
        self.qkv, self.out = torch.nn.Linear(WIDTH, 3 * WIDTH, bias=False), torch.nn.Linear(WIDTH, WIDTH)
        self.mlp = torch.nn.Sequential(torch.nn.Linear(WIDTH, 64), torch.nn.GELU(), torch.nn.Linear(64, WIDTH))

    def forward(self, x):
        batch, length, _ = x.shape
        q, k, v = self.qkv(self.before(x)).view(batch, length, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(-1, -2) / (WIDTH // HEADS) ** 0.5
        future = torch.ones(length, length, dtype=torch.bool).triu(1)
        scores = scores.masked_fill(future, -torch.inf)
        x = x + self.out((scores.softmax(-1) @ v).transpose(1, 2).flatten(2))
        return x + self.mlp(self.after(x)), scores


class Transformer(torch.nn.Module):
    def __init__(self, words):
        super().__init__()
        self.word, self.place = torch.nn.Embedding(words, WIDTH), torch.nn.Embedding(WINDOW, WIDTH)
        self.blocks = torch.nn.ModuleList(Block() for _ in range(LAYERS))
        self.norm, self.head = torch.nn.LayerNorm(WIDTH), torch.nn.Linear(WIDTH, words)

    def forward(self, ids):
        x = self.word(ids) + self.place(torch.arange(ids.shape[1]))
        for block in self.blocks:
            x, scores = block(x)
        return self.head(self.norm(x)), scores


def main():
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(1813)
    words = re.findall(r"Mrs?\.|\w+|[^\w\s]", TEXT)
    vocabulary = sorted(set(words))
    ids = torch.tensor([vocabulary.index(w) for w in words])
    model = Transformer(len(vocabulary))
    optimiser = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.05)
    for step in range(STEPS):
        start = torch.randint(len(ids) - WINDOW, (BATCH, 1))
        start[0] = 0  # the window that is shown
        rows = ids[start + torch.arange(WINDOW + 1)]
        loss = F.cross_entropy(model(rows[:, :-1])[0].flatten(0, 1), rows[:, 1:].flatten())
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    with torch.no_grad():
        scores = model(ids[None, :WINDOW])[1][0]
    p = scores.softmax(-1)
    entropy = -(p * torch.log(p.clamp_min(1e-30))).sum(-1).mean(-1)
    blocks = sum(q.numel() for q in model.blocks.parameters())
    print(f"attention-causal: {len(words)} words, {len(vocabulary)} distinct, {blocks} parameters in the blocks")
    print(f"  last training loss {loss.item():.3f} (uniform {np.log(len(vocabulary)):.3f})")
    print(f"  mean entropy of each head {[round(h, 3) for h in entropy.tolist()]}, largest score {scores.max():.2f}")
    for head in range(HEADS):
        first = p[head, 32].argsort(descending=True)[:4].tolist()
        print(f"  head {head}: '{words[32]}' looks at", ", ".join(f"{words[j]} {p[head, 32, j]:.3f}" for j in first))
    common.save_array("attention-causal", scores.numpy())
    common.save_names("attention-causal", [f"{i}: {w}" for i, w in enumerate(words[:WINDOW])])


if __name__ == "__main__":
    main()
