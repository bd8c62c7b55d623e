"""Stands in for JAX, which the tests have not: jax.numpy is NumPy, and jax.nn is PyTorch.

It shows that a program runs and computes the right numbers where these functions do what JAX documents of them; it does not show
that JAX has them. As in JAX, arrays of 64 bits are of 32 unless jax_enable_x64 is set.
"""


class _Config:
    values = {'jax_enable_x64': False}

    def update(self, name, value):
        assert name in self.values, name
        self.values[name] = value


config = _Config()

from . import nn, numpy  # noqa: E402,F401
