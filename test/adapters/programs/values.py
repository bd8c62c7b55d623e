"""Stops with values of every kind in one frame, and writes what they hold, as float64 by their own libraries, to the file that
it is given: name -> [shape, values in C order], numbers as text."""

import array
import json
import sys

import numpy as np
import torch


def told(value):
    """Independent of any reader of ours: by tolist, or by the library's own conversion to float64."""
    if isinstance(value, torch.Tensor):
        value = value.detach()
        value = value.to_dense() if value.layout is not torch.strided else value
        value = value.dequantize() if value.is_quantized else value
        shape, flat = list(value.shape), value.double().reshape(-1).tolist()
    else:
        value = np.asarray(value, dtype=np.float64)
        shape, flat = list(value.shape), value.reshape(-1).tolist()
    return [shape, [repr(number) for number in flat]]


class Hostile:
    """Fails whenever anything of it is touched."""

    def __repr__(self):
        raise RuntimeError("repr was called")

    def __getattribute__(self, name):
        raise RuntimeError("an attribute was asked for: " + name)

    def __len__(self):
        raise RuntimeError("len was called")

    @property
    def __class__(self):
        raise RuntimeError("the class was asked for")


class Model:
    def __init__(self):
        self.__hidden = torch.tensor([[1.0, 2.0, 3.0]])
        self.logits = np.arange(12, dtype=np.float32).reshape(3, 4) / 7

    def stop(self, path):
        torch.manual_seed(3)
        base = torch.randn(4, 5, 6)
        values = {
            "float32": base,
            "float64": base.double() / 3,
            "half": base.half(),
            "brain": base.bfloat16(),
            "transposed": base.permute(2, 0, 1),
            "strided": base[::2, 1::2, ::3],
            "with_gradient": torch.nn.Parameter(base[0]),
            "made_by_autograd": torch.nn.Parameter(base[0]) * 2,
            "quantised": torch.quantize_per_tensor(base[0], 0.05, 7, torch.qint8),
            "sparse": torch.eye(5).to_sparse(),
            "compressed": torch.eye(5).to_sparse_csr(),
            "zero_dimensional": torch.tensor(3.5),
            "empty": torch.zeros(0, 5),
            "truths": torch.tensor([[True, False, True]]),
            "integers": torch.arange(-6, 6, dtype=torch.int16).reshape(2, 6),
            "bytes_of_torch": torch.arange(5, dtype=torch.uint8),
            "array32": np.linspace(-3, 3, 20, dtype=np.float32).reshape(4, 5),
            "array16": np.linspace(-3, 3, 20).astype(np.float16).reshape(4, 5),
            "big_endian": np.linspace(-3, 3, 6).astype(">f8").reshape(2, 3),
            "fortran": np.asfortranarray(np.arange(24.0).reshape(2, 3, 4)),
            "reversed": np.arange(12.0).reshape(3, 4)[::-1, ::-2],
            "scalar_array": np.array(2.25),
            "numbers": [2.0, 1.0, 0.1],
            "nested": [[1, 2.5, float("inf")], (3, float("-inf"), 1e-300)],
            "deep": [[[1.5], [2.5]], [[3.5], [4.5]]],
            "scores": tuple(torch.randn(2, 7) for _ in range(3)),
            "zeros_of_rank_0": [torch.tensor(1.5), torch.tensor(-2.0)],
            "buffer": array.array("f", [1.5, 2.5, -3.5]),
            "view": memoryview(array.array("d", [0.1, 0.2])),
            "scalars": [np.float32(0.1), np.float64(0.2)],
        }
        expected = {name: told(value) for name, value in values.items() if name != "scores" and name != "zeros_of_rank_0"}
        expected["scores"] = told(torch.stack(values["scores"]))
        expected["zeros_of_rank_0"] = told(torch.stack(values["zeros_of_rank_0"]))
        expected["hidden"] = told(self.__hidden)
        expected["logits"] = told(self.logits)
        with open(path, "w") as file:
            json.dump(expected, file)
        float32, half, brain = values["float32"], values["half"], values["brain"]
        hostile, nothing, text, mapping = Hostile(), None, "abc", {"logits": base, "loss": 1}
        meta, imaginary = torch.empty(3, 4, device="meta"), torch.zeros(2, dtype=torch.complex64)
        ragged, mixed, words = [[1, 2], [3]], [torch.zeros(2), torch.zeros(3)], np.array(["a", "b"])
        record, once = np.zeros(2, dtype=[("x", "f4")]), (number for number in range(3))
        long_row = torch.zeros(1, 30_000_000)
        exec = list = type = getattr = None  # The program may call its variables as it likes.
        print("stop here", float32, half, brain, hostile is nothing, text, mapping is ragged)  # BREAK
        float32 += 1
        return meta, imaginary, mixed, words, record, once, long_row, exec, list, type, getattr


Model().stop(sys.argv[1])
