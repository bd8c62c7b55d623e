"""Looks at one value of a paused program and answers in JSON. Its text is run in a namespace of its own, which only the debugger's
module keeps: it leaves no name in the program, and no module among the program's.

Nothing of the value's own is called: no repr, no attribute that its class could have overridden, before its class is known to
be one of a framework's. Frameworks are looked up among the modules that the program has imported, and never imported.
"""

import sys

LOADED = sys.modules
binascii, ctypes, json = (LOADED.get(name) or __import__(name) for name in ("binascii", "ctypes", "json"))
array = (LOADED.get("array") or __import__("array")).array

# By kind and size, as our own names; what is not in the table is converted, or refused.
NAMES = {
    "f2": "float16", "f4": "float32", "f8": "float64", "b1": "bool",
    "i1": "int8", "i2": "int16", "i4": "int32", "i8": "int64",
    "u1": "uint8", "u2": "uint16", "u4": "uint32", "u8": "uint64",
}  # fmt: skip
SIZES = {name: int(key[1:]) for key, name in NAMES.items()}
SIZES["bfloat16"] = 2
MOST_NUMBERS = 20_000_000
MOST_DENSE_BYTES = 256 * 1024 * 1024


class Refusal(Exception):
    def __init__(self, code, message):
        self.code, self.message = code, message


def product(numbers):
    result = 1
    for number in numbers:
        result *= number
    return result


def mro_of(value):
    """The classes of a value as the interpreter has them, whatever its class says."""
    return type.__dict__["__mro__"].__get__(type(value))


def class_name(value):
    """`torch.Tensor` of a framework's class, `Logits` of the program's own."""
    cls = type(value)
    name = type.__dict__["__name__"].__get__(cls)
    package = package_of(cls)
    return name if package in ("builtins", "__main__", "") else package + "." + name


def package_of(cls):
    module = type.__dict__["__module__"].__get__(cls)
    return module.partition(".")[0] if type(module) is str else ""


def method_of(value, name):
    """Whether a class defines a method; the value itself is not asked."""
    return any(name in type.__dict__["__dict__"].__get__(cls) for cls in mro_of(value))


# ── rows ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def blocks(lanes, start, end):
    """Rows [start, end) of an array whose last axis is that of the classes, as two-dimensional blocks that copy no more."""
    lead = lanes.shape[:-1]
    if len(lead) == 0:
        yield lanes.reshape(1, lanes.shape[-1])
    elif len(lead) == 1:
        yield lanes[start:end]
    else:
        inner = product(lead[1:])
        first, rest = divmod(start, inner)
        if end <= (first + 1) * inner:
            yield from blocks(lanes[first], rest, end - first * inner)
            return
        if rest:
            yield from blocks(lanes[first], rest, inner)
            first += 1
        last, tail = divmod(end, inner)
        if last > first:
            yield lanes[first:last].reshape((last - first) * inner, lanes.shape[-1])
        if tail:
            yield from blocks(lanes[last], 0, tail)


class Values:
    """A value whose rows can be read. Subclasses hold a framework's array."""

    dtype = "float64"
    original = None
    device = None
    identity = ()
    can_sum = False

    def __init__(self, kind, shape):
        self.kind, self.shape, self.notices = kind, tuple(int(length) for length in shape), []

    def bytes_of(self, block):
        raise NotImplementedError

    def lanes(self, axis):
        raise NotImplementedError

    def rows(self, axis, start, end, first, last):
        """The bytes of classes [first, last) of rows [start, end), and the first of these elements as a number."""
        parts, echo = [], None
        for block in blocks(self.lanes(axis), start, end):
            part = block[:, first:last]
            if echo is None and product(part.shape):
                echo = self.number(part[0, 0])
            parts.append(self.bytes_of(part))
        return b"".join(parts), echo

    def sums(self, axis, start, end, targets):
        parts, at = [], 0
        for block in blocks(self.lanes(axis), start, end):
            count = int(block.shape[0])
            parts.append(self.sums_of(block, targets[at : at + count]))
            at += count
        return b"".join(parts)


# ── PyTorch ───────────────────────────────────────────────────────────────────────────────────────────────────────────


class TorchValues(Values):
    can_sum = True

    def __init__(self, torch, tensor):
        self.torch = torch
        if tensor.layout is not torch.strided:
            tensor = self.dense(tensor)
        super().__init__("torch." + type(tensor).__name__ if type(tensor) is torch.Tensor else class_name(tensor), tensor.shape)
        name = str(tensor.dtype).partition(".")[2]
        if tensor.device.type == "meta":
            raise Refusal("no-data", "It is a meta tensor: it has a shape and a type, but no elements. Materialise it on a device first, with to_empty or by loading its weights.")
        if tensor.is_complex():
            raise Refusal("not-numeric", "Its elements are complex (" + name + "): take .real, .imag or .abs() of it.")
        self.quantised = tensor.is_quantized
        if self.quantised or name not in SIZES:
            self.original = name
        self.dtype = "float32" if self.original else name
        self.device = None if tensor.device.type == "cpu" else str(tensor.device)
        self.tensor = tensor.detach()
        self.identity = [self.tensor.data_ptr(), version_of(tensor), list(tensor.stride())]

    def dense(self, tensor):
        if product(tensor.shape) * tensor.element_size() > MOST_DENSE_BYTES:
            raise Refusal("too-large", "It is sparse, and dense it would take more than 256 MB: inspect a part of it, such as one row with .index_select(0, …).")
        return tensor.detach().to_dense()

    def lanes(self, axis):
        tensor = self.tensor.reshape(1) if self.tensor.dim() == 0 else self.tensor
        return tensor.movedim(axis, -1)

    def plain(self, block):
        if self.quantised:
            block = block.dequantize()
        elif self.original:
            block = block.to(self.torch.float32)
        return block.resolve_conj().resolve_neg() if hasattr(block, "resolve_neg") else block

    def flat(self, start, end):
        return self.tensor.reshape(-1)[start:end]

    def side_by_side(self, columns):
        return self.torch.stack(columns, 1)

    def number(self, element):
        return float(self.plain(element))

    def bytes_of(self, block):
        block = self.plain(block).to("cpu").contiguous()
        return ctypes.string_at(block.data_ptr(), block.numel() * block.element_size())

    def sums_of(self, block, targets):
        torch = self.torch
        block = self.plain(block)
        # Half types have no arithmetic on some processors, and some accelerators have no float64.
        if block.device.type not in ("cpu", "cuda", "xpu"):
            block = block.to("cpu")
        z = block.double()
        finite = torch.isfinite(z)
        none = torch.full((), float("-inf"), dtype=z.dtype, device=z.device)
        clean = z if bool(finite.all()) else torch.where(finite, z, none)
        places = torch.arange(z.shape[1], device=z.device)
        top = clean.amax(-1, keepdim=True)
        is_top = clean == top
        argmax = torch.where(is_top, places, z.shape[1]).amin(-1, keepdim=True)
        others = clean.scatter(1, argmax, float("-inf"))
        second = others.amax(-1, keepdim=True)
        runner = torch.where(others == second, places, z.shape[1]).amin(-1, keepdim=True)
        smallest = -clean.neg().where(finite, none).amax(-1, keepdim=True) if clean is not z else clean.amin(-1, keepdim=True)
        masked = z.new_zeros(z.shape[0], 1)
        if bool((smallest <= -9000).any()):
            masked = (finite & (z <= -9000) & (top.abs() <= z.abs() / 8)).sum(-1, keepdim=True)
        shifted = others - top
        weights = shifted.exp()
        moments = torch.where(weights > 0, shifted * weights, z.new_zeros(()))
        wanted = torch.tensor(targets, device=z.device).reshape(-1, 1)
        target = torch.where(wanted >= 0, z.gather(1, wanted.clamp(min=0)), z.new_full((), float("nan")))
        columns = [
            top, argmax, is_top.sum(-1, keepdim=True), runner, second,
            torch.isnan(z).sum(-1, keepdim=True), (z == float("inf")).sum(-1, keepdim=True),
            (z == float("-inf")).sum(-1, keepdim=True), masked,
            weights.sum(-1, keepdim=True), moments.sum(-1, keepdim=True), target,
        ]  # fmt: skip
        table = torch.cat([column.double() for column in columns], 1).to("cpu").contiguous()
        return ctypes.string_at(table.data_ptr(), table.numel() * 8)


def version_of(tensor):
    try:
        return tensor._version
    except RuntimeError:
        return None  # A tensor of inference mode counts no versions.


# ── NumPy ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


class NumpyValues(Values):
    can_sum = True

    def __init__(self, numpy, given, kind):
        self.numpy = numpy
        plain = numpy.ndarray.view(given, numpy.ndarray)
        super().__init__(kind, plain.shape)
        self.array = self.readable(plain)
        interface = plain.__array_interface__
        self.identity = [interface["data"][0], list(plain.strides)]
        if any(cls.__name__ == "MaskedArray" for cls in mro_of(given)):
            self.notices.append(["warning", "mask", "The mask of the array is not looked at: masked elements are shown as they are stored."])

    def readable(self, plain):
        dtype = plain.dtype
        name = str(dtype.name)
        if name == "bfloat16":
            self.dtype = "bfloat16"
            return plain.view(self.numpy.uint16)
        if name.startswith(("float8_", "float6_", "float4_")) or name in ("int4", "uint4", "int2", "uint2"):
            self.dtype, self.original = "float32", name
            return plain
        if dtype.kind == "c":
            raise Refusal("not-numeric", "Its elements are complex (" + name + "): take .real, .imag or abs() of it.")
        if dtype.names is not None:
            raise Refusal("not-numeric", "It is a structured array: inspect one of its fields, " + ", ".join(map(repr, dtype.names[:5])) + ".")
        if dtype.kind == "f" and dtype.itemsize > 8:
            self.dtype, self.original = "float64", name
            self.notices.append(["warning", "rounded", "The elements are " + name + ", and are rounded to float64."])
            return plain
        found = NAMES.get(dtype.kind + str(dtype.itemsize))
        if found is None:
            raise Refusal("not-numeric", "Its elements are no numbers: the dtype is " + name + ".")
        self.dtype = found
        return plain

    def lanes(self, axis):
        array = self.array.reshape(1) if self.array.ndim == 0 else self.array
        return self.numpy.moveaxis(array, axis, -1)

    def flat(self, start, end):
        return self.array.reshape(-1)[start:end]

    def side_by_side(self, columns):
        return self.numpy.stack(columns, 1)

    def number(self, element):
        if self.dtype == "bfloat16":
            return float((self.numpy.uint32(element) << 16).view(self.numpy.float32))
        return float(element.astype(self.dtype)) if self.original else float(element)

    def little(self, block):
        if self.original:
            return block.astype(self.dtype)
        return block if block.dtype.newbyteorder("<") == block.dtype else block.astype(block.dtype.newbyteorder("<"))

    def bytes_of(self, block):
        return self.numpy.ascontiguousarray(self.little(block)).tobytes()

    def sums_of(self, block, targets):
        np = self.numpy
        if self.dtype == "bfloat16":
            block = (block.astype(np.uint32) << 16).view(np.float32)
        z = block.astype(np.float64)
        with np.errstate(all="ignore"):
            finite = np.isfinite(z)
            clean = np.where(finite, z, -np.inf)
            line = np.arange(len(z))
            argmax = clean.argmax(-1)
            top = clean[line, argmax]
            others = clean.copy()
            others[line, argmax] = -np.inf
            runner = others.argmax(-1)
            second = others[line, runner]
            masked = (finite & (z <= -9000) & (np.abs(top)[:, None] <= np.abs(z) / 8)).sum(-1)
            shifted = others - top[:, None]
            weights = np.exp(shifted)
            moments = np.where(weights > 0, shifted * weights, 0.0)
            wanted = np.asarray(targets, dtype=np.int64)
            target = np.where(wanted >= 0, z[line, np.maximum(wanted, 0)], np.nan)
            columns = [
                top, argmax, (clean == top[:, None]).sum(-1), runner, second,
                np.isnan(z).sum(-1), (z == np.inf).sum(-1), (z == -np.inf).sum(-1), masked,
                weights.sum(-1), moments.sum(-1), target,
            ]  # fmt: skip
            return np.stack([np.asarray(column, dtype="<f8") for column in columns], 1).tobytes()


class ForeignValues(NumpyValues):
    """An array of a framework that is indexed where it lies and turned into NumPy's piece by piece."""

    def __init__(self, numpy, given, to_numpy, kind, device=None):
        self.given, self.to_numpy = given, to_numpy
        shape = tuple(int(length) for length in given.shape)
        sample = given[tuple(slice(0, 1) for _ in shape)] if shape else given
        super().__init__(numpy, to_numpy(sample), kind)
        self.shape, self.device, self.identity = shape, device, [id(given)]

    def lanes(self, axis):
        if axis not in (-1, len(self.shape) - 1) or not self.shape:
            return self.numpy.moveaxis(self.readable(self.to_numpy(self.given)).reshape(self.shape or (1,)), axis, -1)
        return self

    def flat(self, start, end):
        return self.readable(self.to_numpy(self.given)).reshape(-1)[start:end]

    def rows(self, axis, start, end, first, last):
        lanes = self.lanes(axis)
        parts = []
        for block in blocks(Narrowing(self) if lanes is self else lanes, start, end):
            parts.append(self.numpy.asarray(block.whole() if lanes is self else block)[:, first:last])
        echo = self.number(parts[0][0, 0]) if parts and parts[0].size else None
        return b"".join(map(self.bytes_of, parts)), echo

    def sums(self, axis, start, end, targets):
        lanes, parts, at = self.lanes(axis), [], 0
        for block in blocks(Narrowing(self) if lanes is self else lanes, start, end):
            rows = block.whole() if lanes is self else block
            parts.append(self.sums_of(rows, targets[at : at + len(rows)]))
            at += len(rows)
        return b"".join(parts)


class Narrowing:
    """What `blocks` cuts rows from, without touching an element until the block is whole."""

    def __init__(self, values, indexes=()):
        self.values, self.indexes = values, indexes

    @property
    def shape(self):
        lengths = list(self.values.shape)
        kept = []
        for length, index in zip(lengths, self.indexes):
            if isinstance(index, slice):
                kept.append(index.stop - index.start)
        return tuple(kept + lengths[len(self.indexes) :])

    def __getitem__(self, index):
        return Narrowing(self.values, self.indexes + (index,))

    def reshape(self, rows, classes):
        return self

    def whole(self):
        given = self.values.given[self.indexes] if self.indexes else self.values.given
        block = self.values.readable(self.values.to_numpy(given))
        return block.reshape(-1, self.values.shape[-1])


# ── what the language itself has ──────────────────────────────────────────────────────────────────────────────────────


class BufferValues(Values):
    """Anything with a buffer: array.array, memoryview, ctypes arrays. Needs no NumPy."""

    FORMATS = {"e": "f2", "f": "f4", "d": "f8", "?": "b1", "b": "i1", "B": "u1", "h": "i2", "H": "u2", "i": "i4", "I": "u4"}

    def __init__(self, view, kind):
        super().__init__(kind, view.shape)
        order, code = (view.format[0], view.format[1:]) if view.format[:1] in "@=<>!" else ("@", view.format)
        key = self.FORMATS.get(code) or ({"l": "i", "q": "i", "L": "u", "Q": "u"}.get(code, "?") + str(view.itemsize))
        if key not in NAMES or (order in ">!" and view.itemsize > 1 and sys.byteorder == "little"):
            raise Refusal("not-numeric", "Its elements have the format “" + view.format + "”, which is none of numbers in this machine's order.")
        self.dtype, self.view = NAMES[key], view
        self.data = view.tobytes()

    def rows(self, axis, start, end, first, last):
        shape = self.shape or (1,)
        axis %= len(shape)
        inner, classes, size = product(shape[axis + 1 :]), shape[axis], SIZES[self.dtype]
        parts = []
        for row in range(start, end):
            outer, rest = divmod(row, inner)
            base = (outer * classes * inner + rest) * size
            if inner == 1:
                parts.append(self.data[base + first * size : base + last * size])
            else:
                parts.extend(self.data[base + index * inner * size :][:size] for index in range(first, last))
        data = b"".join(parts)
        return data, (memoryview(data[:size]).cast(self.view.format[-1])[0] if data else None)


class NestedValues(Values):
    """Numbers in lists and tuples, as deep as they are."""

    def __init__(self, given, shape):
        super().__init__(class_name(given), shape)
        self.given, self.identity = given, [id(given)]

    def flat(self, value, depth, out):
        if depth == 0:
            out.append(float(value))
        elif depth == 1:
            out.extend([float(number) for number in value])
        else:
            for part in value:
                self.flat(part, depth - 1, out)

    def rows(self, axis, start, end, first, last):
        out, shape = array("d"), self.shape
        axis %= len(shape)
        inner, classes = product(shape[axis + 1 :]), shape[axis]
        if axis == len(shape) - 1:
            for row in range(start, end):
                part, rest = self.given, row
                for position in range(len(shape) - 1):
                    index, rest = divmod(rest, product(shape[position + 1 : -1]))
                    part = part[index]
                out.extend([float(number) for number in part[first:last]])
        else:
            whole = array("d")
            self.flat(self.given, len(shape), whole)
            for row in range(start, end):
                outer, rest = divmod(row, inner)
                base = outer * classes * inner + rest
                out.extend(whole[base + first * inner : base + (last - 1) * inner + 1 : inner] if last > first else [])
        if sys.byteorder != "little":
            out.byteswap()
        return out.tobytes(), (out[0] if out else None)


class StackValues(Values):
    """A list or tuple of arrays of one shape: an outer axis, such as the scores of a generation."""

    def __init__(self, given, items):
        head = items[0]
        super().__init__(class_name(given) + " of " + head.kind, (len(items),) + head.shape)
        self.items, self.dtype, self.original, self.device = items, head.dtype, head.original, head.device
        self.identity = [item.identity for item in items[:64]]
        self.can_sum = all(item.can_sum for item in items)
        self.number = head.number if hasattr(head, "number") else float

    def each(self, axis, start, end):
        """For an axis of the items: which of their rows make up rows [start, end)."""
        inner = self.items[0].shape
        count = product(inner[: axis - 1] + inner[axis:])
        row = start
        while row < end:
            index, first = divmod(row, count)
            last = min(count, first + end - row)
            yield self.items[index], first, last, row - start
            row += last - first

    def rows(self, axis, start, end, first, last):
        axis %= len(self.shape)
        if axis > 0:
            parts = [item.rows(axis - 1, low, high, first, last) for item, low, high, _ in self.each(axis, start, end)]
            return b"".join(data for data, _ in parts), (parts[0][1] if parts else None)
        size, rows = SIZES[self.dtype], end - start
        columns = [item.elements(start, end) for item in self.items[first:last]]
        out = bytearray(rows * len(columns) * size)
        for place, (data, _) in enumerate(columns):
            for byte in range(size):
                out[place * size + byte :: len(columns) * size] = data[byte::size]
        return bytes(out), (columns[0][1] if columns else None)

    def sums(self, axis, start, end, targets):
        axis %= len(self.shape)
        if axis == 0:
            columns = [item.flat(start, end) for item in self.items]
            return self.items[0].sums_of(self.items[0].side_by_side(columns), targets)
        parts = self.each(axis, start, end)
        return b"".join(item.sums(axis - 1, low, high, targets[at : at + high - low]) for item, low, high, at in parts)


def elements(values, start, end):
    """Elements [start, end) in C order: rows of the last axis, cut at both ends."""
    if not values.shape:
        return values.rows(-1, 0, 1, 0, 1)
    length = values.shape[-1]
    data, _ = values.rows(-1, start // length, -(-end // length), 0, length)
    size, skip = SIZES[values.dtype], start - start // length * length
    _, echo = values.rows(-1, start // length, start // length + 1, skip, skip + 1)
    return data[skip * size : (skip + end - start) * size], echo


Values.elements = elements

# ── which of them a value is ──────────────────────────────────────────────────────────────────────────────────────────


def look(value, nested=False):
    classes = mro_of(value)
    torch, numpy = LOADED.get("torch"), LOADED.get("numpy")
    if torch is not None and getattr(torch, "Tensor", None) in classes:
        return TorchValues(torch, value)
    if numpy is not None and getattr(numpy, "ndarray", None) in classes:
        return NumpyValues(numpy, value, class_name(value))
    if list in classes or tuple in classes:
        return look_into(value)
    package = package_of(type(value))
    foreign = look_foreign(value, package, numpy)
    if foreign is not None:
        return foreign
    if type(value) in (array, memoryview) or "_ctypes" in [package_of(cls) for cls in classes]:
        return BufferValues(memoryview(value), class_name(value))
    raise no_tensor(value, classes)


def look_foreign(value, package, numpy):
    if package in ("jax", "jaxlib") and method_of(value, "__array__") and numpy:
        device = ", ".join(sorted(str(each) for each in value.devices())) if method_of(value, "devices") else ""
        return ForeignValues(numpy, value, numpy.asarray, "jax.Array", None if "cpu" in device.lower() else device or None)
    if package == "tensorflow" and method_of(value, "numpy") and numpy:
        device = str(value.device)
        return ForeignValues(numpy, value, lambda part: part.numpy(), "tf.Tensor", None if "CPU" in device or not device else device.rpartition("/")[2])
    if package == "cupy" and method_of(value, "get") and numpy:
        return ForeignValues(numpy, value, lambda part: part.get(), "cupy.ndarray", "cuda:" + str(int(value.device)))
    if package == "mlx" and numpy:
        core = LOADED.get("mlx.core")
        wide = (lambda part: numpy.asarray(part.astype(core.float32))) if "bfloat16" in str(value.dtype) else numpy.asarray
        return ForeignValues(numpy, value, wide, "mlx.array", None)
    if method_of(value, "__array__") and numpy:
        return NumpyValues(numpy, numpy.asarray(value), class_name(value))
    return None


def look_into(value):
    """Numbers, lists of numbers, or arrays side by side."""
    length = list.__len__(value) if list in mro_of(value) else tuple.__len__(value)
    if length == 0:
        return NestedValues(value, (0,))
    first = list.__getitem__(value, 0) if list in mro_of(value) else tuple.__getitem__(value, 0)
    if is_number(first) or list in mro_of(first) or tuple in mro_of(first):
        innermost = first
        while list in mro_of(innermost) or tuple in mro_of(innermost):
            if len(innermost) == 0:
                break
            innermost = innermost[0]
        if is_number(innermost) or list in mro_of(innermost) or tuple in mro_of(innermost):
            shape, counted = nested_shape(value, [0])
            return NestedValues(value, shape)
    items = [look(item, True) for item in value]
    for place, item in enumerate(items):
        if item.shape != items[0].shape:
            raise Refusal("ragged", "Its arrays have different shapes: %s at 0, and %s at %d. Inspect one of them, such as [%d]." % (list(items[0].shape), list(item.shape), place, place))
        if item.dtype != items[0].dtype:
            raise Refusal("unsupported-dtype", "Its arrays have different types: %s at 0, and %s at %d. Inspect one of them, such as [%d]." % (items[0].dtype, item.dtype, place, place))
    return StackValues(value, items)


def is_number(value):
    classes = mro_of(value)
    if float in classes or int in classes:
        return True
    numpy = LOADED.get("numpy")
    return numpy is not None and (numpy.floating in classes or numpy.integer in classes or numpy.bool_ in classes)


def nested_shape(value, counted, path=""):
    """The shape of nested lists, all of whose leaves are numbers."""
    classes = mro_of(value)
    if list not in classes and tuple not in classes:
        if not is_number(value):
            raise Refusal("not-numeric", "At %s there is a %s, which is no number." % (path, class_name(value)))
        return (), counted
    items = list(value)
    counted[0] += len(items)
    if counted[0] > MOST_NUMBERS:
        raise Refusal("too-large", "It holds more than 20 million numbers in lists, which take long to walk: inspect a part of it, such as [0].")
    if not items:
        return (0,), counted
    if is_number(items[0]):
        for place, item in enumerate(items):
            if not is_number(item):
                if list in mro_of(item) or tuple in mro_of(item):
                    raise Refusal("ragged", "At %s[%d] there is a list among numbers: the rows have different depths." % (path, place))
                raise Refusal("not-numeric", "At %s[%d] there is a %s, which is no number." % (path, place, class_name(item)))
        return (len(items),), counted
    shapes = [nested_shape(item, counted, "%s[%d]" % (path, place))[0] for place, item in enumerate(items)]
    for place, shape in enumerate(shapes):
        if shape != shapes[0]:
            raise Refusal("ragged", "Its parts have different shapes: %s at %s[0], and %s at %s[%d]." % (list(shapes[0]), path, list(shape), path, place))
    return (len(items),) + shapes[0], counted


def no_tensor(value, classes):
    name = class_name(value)
    if value is None:
        return Refusal("not-numeric", "It is None: nothing has been assigned yet, or the call that made it returns nothing.")
    if dict in classes:
        keys = [key for key in dict.keys(value) if type(key) is str][:6]
        return Refusal("not-numeric", "It is a %s: inspect one of its values, such as %s." % (name, " or ".join("[%r]" % key for key in keys) or "[key]"))
    if any(cls.__name__ in ("coroutine", "Future", "Task", "Awaitable") for cls in classes):
        return Refusal("no-data", "It is a %s, whose result is not there yet: await it in the program, and inspect what it gives." % name)
    if any(cls.__name__ in ("generator", "map", "filter", "zip", "async_generator") for cls in classes):
        return Refusal("not-numeric", "It is a %s, which would be used up by being read: make a list of it in the program first." % name)
    if str in classes or bytes in classes or bytearray in classes:
        return Refusal("not-numeric", "It is a %s, and no array of numbers." % name)
    if is_number(value):
        return Refusal("not-numeric", "It is a single number (%s): a row of logits has several." % name)
    try:
        own = object.__getattribute__(value, "__dict__")
    except AttributeError:
        own = {}
    members = [key for key in ("logits", "scores", "prediction_logits", "last_hidden_state", "data") if type(own) is dict and key in own]
    hint = ": inspect its ." + members[0] if members else ": name the tensor in it, such as .logits"
    return Refusal("not-numeric", "It is a %s, and no array of numbers%s." % (name, hint))


# ── the answers ───────────────────────────────────────────────────────────────────────────────────────────────────────


def identity_of(values):
    """What a value is, and where it lies: the second changes with each evaluation of an expression that makes a new one."""
    return [json.dumps([values.kind, values.dtype, values.shape]), json.dumps(values.identity)]


def describe(values):
    environment = getattr(LOADED.get("os"), "environ", {})
    return {
        "kind": values.kind, "dtype": values.dtype, "original": values.original, "shape": values.shape,
        "device": values.device, "canSum": values.can_sum, "identity": identity_of(values), "notices": values.notices,
        "rank": environment.get("RANK"),
    }  # fmt: skip


def read(values, axis, start, end, first, last):
    data, echo = values.rows(axis, start, end, first, last)
    return {
        "identity": identity_of(values), "first": None if echo is None else repr(float(echo)),
        "bytes": len(data), "data": binascii.b2a_base64(data, newline=False).decode("ascii"),
    }  # fmt: skip


def sum_up(values, axis, start, end, targets):
    data = values.sums(axis, start, end, targets)
    return {"identity": identity_of(values), "data": binascii.b2a_base64(data, newline=False).decode("ascii")}


QUESTIONS = {"describe": describe, "read": read, "sums": sum_up}


def answer(value, question, arguments):
    """Answers one question about a value, or says why it cannot be answered."""
    try:
        torch = LOADED.get("torch")
        guard = getattr(getattr(torch, "_C", None), "DisableTorchFunction", None)
        if guard is None:
            return json.dumps(QUESTIONS[question](look(value), *arguments))
        with guard(), torch.no_grad():
            return json.dumps(QUESTIONS[question](look(value), *arguments))
    except Refusal as refusal:
        return json.dumps({"refusal": [refusal.code, refusal.message]})
    except Exception as error:
        text = str(error).strip().partition("\n")[0][:300]
        name = type(error).__name__
        if "CUDA" in text or "cuda" in text:
            return json.dumps({"refusal": ["no-data", "The device failed: " + text + " After such an error nothing on it can be read: run the program with CUDA_LAUNCH_BLOCKING=1 to stop where it happens."]})
        return json.dumps({"refusal": ["no-data", "Reading it failed inside the program: %s: %s" % (name, text)]})
