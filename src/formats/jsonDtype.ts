import { type DTypeName, isDTypeName } from '../core/dtype.js';
import { quoted } from '../core/quoted.js';
import { UserError } from '../core/userError.js';
import { dtypeOfCode } from './npyDtype.js';

/**
 * The dtype that a JSON tensor states, as NumPy, PyTorch or safetensors write it; float64 where it states none. Throws
 * a `UserError` (`unsupported-dtype`).
 */
export function dtypeOf(value: unknown): DTypeName {
  if (value === undefined) return 'float64';
  const advice = 'Write one such as "float32" or "torch.float16", or leave it out.';
  if (typeof value !== 'string') throw new UserError('unsupported-dtype', `“dtype” is not a string. ${advice}`);
  const name = value.replace(/^(torch|numpy|np|jax\.numpy|jnp|tf|ml_dtypes)\./, '');
  const dtype = isDTypeName(name) ? name : (otherNames.get(value) ?? dtypeOfCode(name));
  if (dtype) return dtype;
  throw new UserError('unsupported-dtype', `“dtype” is ${quoted(value)}, which is not known. ${advice}`);
}

/** PyTorch's short names, of which NumPy means `float` and `long` otherwise, and those of safetensors. */
const otherNames: ReadonlyMap<string, DTypeName> = new Map<string, DTypeName>([
  ['torch.half', 'float16'],
  ['torch.float', 'float32'],
  ['torch.double', 'float64'],
  ['torch.short', 'int16'],
  ['torch.int', 'int32'],
  ['torch.long', 'int64'],
  ['BF16', 'bfloat16'],
  ['F16', 'float16'],
  ['F32', 'float32'],
  ['F64', 'float64'],
  ['I8', 'int8'],
  ['I16', 'int16'],
  ['I32', 'int32'],
  ['I64', 'int64'],
  ['U8', 'uint8'],
  ['U16', 'uint16'],
  ['U32', 'uint32'],
  ['U64', 'uint64'],
  ['BOOL', 'bool'],
]);
