import { type DTypeName, isDTypeName } from '../../core/dtype.js';

/**
 * The element type that a word or a type in some language names: `torch.float16`, `Float32Array`, `double`, `f32`,
 * `std::vector<float>`. Undefined where it names none that can be inspected.
 */
export function dtypeNamed(type: string): DTypeName | undefined {
  const words = type.slice(0, 200).match(/[A-Za-z]\w*/g) ?? [];
  for (const word of words) {
    const name = types.get(word) ?? types.get(word.replace(/(Clamped)?Array$/, ''));
    if (name) return name;
    if (isDTypeName(word)) return word;
  }
  return undefined;
}

const types: ReadonlyMap<string, DTypeName> = new Map<string, DTypeName>([
  ['float', 'float32'],
  ['double', 'float64'],
  ['half', 'float16'],
  ['bool_', 'bool'],
  ['logical', 'bool'],
  ['boolean', 'bool'],
  ['f16', 'float16'],
  ['bf16', 'bfloat16'],
  ['f32', 'float32'],
  ['f64', 'float64'],
  ['i8', 'int8'],
  ['i16', 'int16'],
  ['i32', 'int32'],
  ['i64', 'int64'],
  ['u8', 'uint8'],
  ['u16', 'uint16'],
  ['u32', 'uint32'],
  ['u64', 'uint64'],
  ['char', 'int8'],
  ['short', 'int16'],
  ['int', 'int32'],
  ['single', 'float32'],
  ['Char', 'int8'],
  ['Byte', 'uint8'],
  ['Short', 'int16'],
  ['Int', 'int32'],
  ['Long', 'int64'],
  ['Float', 'float32'],
  ['Double', 'float64'],
  ['Half', 'float16'],
  ['Bool', 'bool'],
  ['Float16', 'float16'],
  ['BFloat16', 'bfloat16'],
  ['Float32', 'float32'],
  ['Float64', 'float64'],
  ['Int8', 'int8'],
  ['Int16', 'int16'],
  ['Int32', 'int32'],
  ['Int64', 'int64'],
  ['UInt8', 'uint8'],
  ['UInt16', 'uint16'],
  ['UInt32', 'uint32'],
  ['UInt64', 'uint64'],
  ['BigInt64', 'int64'],
  ['BigUint64', 'uint64'],
  ['Uint8', 'uint8'],
  ['Uint16', 'uint16'],
  ['Uint32', 'uint32'],
]);
