import type { DTypeName } from '../../core/dtype.js';
import type { Tensor } from '../../core/tensor.js';
import { numberWriter, type Specials, written } from './form.js';
import { nested } from './nested.js';

const floats: Specials = { nan: "float('nan')", infinity: "float('inf')", negativeInfinity: "float('-inf')" };

/** The spelling of a module's own constants: `np.inf`. */
function constantsOf(module: string): Specials {
  return { nan: `${module}.nan`, infinity: `${module}.inf`, negativeInfinity: `-${module}.inf` };
}

function listOf(tensor: Tensor, specials: Specials): string {
  const { dtype } = tensor;
  const number = dtype === 'bool' ? booleanText : numberWriter(dtype, specials);
  return nested(written(tensor), { open: '[', close: ']', number, trailingComma: true });
}

function booleanText(value: number): string {
  return value === 0 ? 'False' : 'True';
}

export function pythonList(tensor: Tensor): string {
  return listOf(tensor, floats);
}

/** `np.array([…], dtype=np.float32)`; bfloat16, which NumPy has not, in the type of the package ml_dtypes. */
export function numpyArray(tensor: Tensor): string {
  return `np.array(${listOf(tensor, constantsOf('np'))}, dtype=${numpyDtype(tensor.dtype)})${reshape(tensor)}`;
}

/** Brackets cannot show lengths after one of 0. */
function reshape({ shape }: Tensor): string {
  const firstEmpty = shape.indexOf(0);
  return firstEmpty < 0 || firstEmpty === shape.length - 1 ? '' : `.reshape(${shape.join(', ')})`;
}

function numpyDtype(dtype: DTypeName): string {
  if (dtype === 'bfloat16') return 'ml_dtypes.bfloat16';
  return dtype === 'bool' ? 'bool' : `np.${dtype}`;
}

export function torchTensor(tensor: Tensor): string {
  return `torch.tensor(${listOf(tensor, floats)}, dtype=torch.${tensor.dtype})${reshape(tensor)}`;
}

export function jaxArray(tensor: Tensor): string {
  return `jnp.array(${listOf(tensor, constantsOf('jnp'))}, dtype=jnp.${tensor.dtype === 'bool' ? 'bool_' : tensor.dtype})${reshape(tensor)}`;
}
