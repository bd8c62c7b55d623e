"""Stops with a tensor of a hundred million elements, and one of 64 MiB whose elements say where they are."""

import torch

huge = torch.zeros(781, 128_256)
huge[:, 5] = torch.arange(781.0)
placed = torch.arange(16 * 1024 * 1024, dtype=torch.float32).reshape(256, 65_536)
print(huge.shape, placed.shape)  # BREAK
