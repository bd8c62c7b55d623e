"""Functions of jax.numpy that programs use, under the same names in NumPy."""

import numpy as _np
import torch as _torch
from numpy import exp, expand_dims, float16, float32, float64, inf, int32, nan, sort, take_along_axis, where  # noqa: F401

from . import config as _config

bfloat16 = 'bfloat16'


def array(numbers, dtype):
    if dtype == bfloat16:
        # NumPy has none; float32 holds all its values, and programs compute in that.
        return _torch.tensor(numbers, dtype=_torch.bfloat16).float().numpy()
    dtype = _np.dtype(dtype)
    if dtype.itemsize == 8 and not _config.values['jax_enable_x64']:
        dtype = _np.dtype(f'{dtype.kind}4')
    return _np.array(numbers, dtype)
