import type { DTypeName } from '../../../core/dtype.js';

/** What lies side by side in memory: numbers of one type, in arrays of fixed lengths. */
export interface ElementType {
  /** Where the name of an integer does not tell its size, the type whose `sizeof` does. */
  readonly dtype: DTypeName | { readonly sizeOf: string; readonly isSigned: boolean };
  readonly shape: readonly number[];
}

/** Reads the name of a type as lldb, GDB or Visual Studio writes it; undefined where its elements are no plain numbers. */
export function elementTypeOf(type: string): ElementType | undefined {
  const name = plainType(type);
  const array = /^(.+?)((?:\[\d+\])+)$/.exec(name);
  if (array?.[1] !== undefined && array[2] !== undefined) return within(array[1], numbersIn(array[2]));
  const rustArray = /^\[(.+); ?(\d+)\]$/.exec(name);
  if (rustArray?.[1] !== undefined) return within(rustArray[1], [Number(rustArray[2])]);
  if (/^std::(\w+::)*array</.test(name)) {
    const [element = '', length = ''] = templateArguments(name);
    return within(element, numbersIn(length));
  }
  const dtype = scalars.get(name);
  if (dtype !== undefined) return { dtype, shape: [] };
  const sized = sizedByMachine.get(name);
  return sized === undefined ? undefined : { dtype: { sizeOf: name, isSigned: sized }, shape: [] };
}

/** A type without qualifiers, and with spaces only where two words would run into one. */
export function plainType(type: string): string {
  return type
    .replaceAll(/\b(const|volatile|mut|struct|class|typename|__restrict|restrict)\b/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([[\]<>*&(),]) ?/g, '$1')
    .trim();
}

/** What stands between the outermost angle brackets of a type, at its commas. */
export function templateArguments(type: string): string[] {
  const list = type.slice(type.indexOf('<') + 1, type.lastIndexOf('>'));
  const parts = [''];
  let depth = 0;
  for (const character of list) {
    if ('<([{'.includes(character)) depth++;
    if ('>)]}'.includes(character)) depth--;
    if (character === ',' && depth === 0) parts.push('');
    else parts.push((parts.pop() ?? '') + character);
  }
  return parts.map((part) => part.trim());
}

function within(element: string, lengths: readonly number[]): ElementType | undefined {
  const inner = elementTypeOf(element);
  return inner && { dtype: inner.dtype, shape: [...lengths, ...inner.shape] };
}

function numbersIn(text: string): number[] {
  return (text.match(/\d+/g) ?? []).map(Number);
}

const scalars: ReadonlyMap<string, DTypeName> = new Map<string, DTypeName>([
  ...names('float16', '_Float16', '__fp16', 'half', '__half', 'f16', 'std::float16_t'),
  ...names('bfloat16', '__bf16', '__nv_bfloat16', 'bf16', 'std::bfloat16_t', 'c10::BFloat16', 'at::BFloat16'),
  ...names('float16', 'c10::Half', 'at::Half'),
  ...names('float32', 'float', 'f32', 'std::float32_t', 'float_t'),
  ...names('float64', 'double', 'f64', 'std::float64_t', 'double_t'),
  ...names('int8', 'char', 'signed char', 'int8_t', 'std::int8_t', 'i8'),
  ...names('uint8', 'unsigned char', 'uint8_t', 'std::uint8_t', 'u8', 'std::byte', 'char8_t'),
  ...names('int16', 'short', 'short int', 'int16_t', 'std::int16_t', 'i16'),
  ...names('uint16', 'unsigned short', 'short unsigned int', 'uint16_t', 'std::uint16_t', 'u16'),
  ...names('int32', 'int', 'int32_t', 'std::int32_t', 'i32'),
  ...names('uint32', 'unsigned int', 'unsigned', 'uint32_t', 'std::uint32_t', 'u32'),
  ...names('int64', 'long long', 'long long int', '__int64', 'int64_t', 'std::int64_t', 'i64'),
  ...names('uint64', 'unsigned long long', 'long long unsigned int', 'unsigned __int64', 'uint64_t', 'u64'),
  ...names('uint64', 'std::uint64_t'),
  ...names('bool', 'bool', '_Bool'),
]);

/** Integers that are as wide as the machine and its compiler have it, and whether they are signed. */
const sizedByMachine: ReadonlyMap<string, boolean> = new Map([
  ...['long', 'long int', 'ssize_t', 'ptrdiff_t', 'std::ptrdiff_t', 'intptr_t'].map((name) => [name, true] as const),
  ...['unsigned long', 'long unsigned int', 'size_t', 'std::size_t', 'uintptr_t'].map((name) => [name, false] as const),
]);

function names(dtype: DTypeName, ...types: readonly string[]): (readonly [string, DTypeName])[] {
  return types.map((type) => [type, dtype]);
}
