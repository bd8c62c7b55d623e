import { type DTypeName, dtypes, isDTypeName } from '../../../core/dtype.js';
import { describe } from '../../../core/describe.js';
import { quoted } from '../../../core/quoted.js';
import { UserError } from '../../../core/userError.js';
import type { DescribeOptions } from '../adapter.js';
import { type Container, containerOf, type Layout } from './containers.js';
import { elementTypeOf, type ElementType, plainType } from './elementType.js';
import { addressIn, type Evaluated, type NativeEvaluation } from './evaluation.js';

/** Where the elements of a value lie in the memory of the program. */
export interface Location {
  /** The type of the value, as the debugger writes it. */
  readonly type: string;
  readonly address: bigint;
  readonly dtype: DTypeName;
  readonly shape: readonly number[];
  /** Where the elements begin now, and how many there are: another answer than before means that the value changed. */
  now(): Promise<Extent>;
  /** What the debugger itself shows at an index in C order; undefined where it would call a function for it, or shows no number. */
  shownAt?(index: number): Promise<number | undefined>;
}

/** A stretch of elements in memory; the length along the first axis, where the type does not say it. */
interface Extent {
  readonly address: bigint;
  readonly length?: number;
}

/** Finds the elements of an expression; asks the user where neither type nor debugger says what they are. */
export async function locate(
  evaluation: NativeEvaluation,
  expression: string,
  options: DescribeOptions,
): Promise<Location> {
  const value = await evaluation.evaluate(expression, options.signal);
  const type = plainType(value.type).replace(/&+$/, '');
  const { signal } = options;
  const pointee = pointeeOf(type);
  const place = new Place(evaluation, expression, pointee !== undefined);
  const container = containerOf(pointee ?? type);
  if (container) return inContainer(place, container, value, options);
  const array = elementTypeOf(pointee ?? type);
  const isArray = array !== undefined && array.shape.length > 0;
  // A name for a pointer type hides what it points at.
  const isPointer = pointee !== undefined || /^0x[0-9a-f]+/i.test(value.text);
  if (isPointer && !isArray) return atPointer(place, value, options);
  if (!isArray) throw noElements(evaluation, value);
  const now = async (): Promise<Extent> => ({ address: await place.addressOf(value) });
  const { address } = await now();
  const { shape } = array;
  const location = { type: value.type, address, dtype: await dtypeOf(array, place, signal), shape, now };
  // To index a std::array is to call a function.
  if (pointee !== undefined || type.includes('array<')) return location;
  return { ...location, shownAt: (index) => evaluation.number(place.element(index, shape)) };
}

/** What a pointer type points at: `float` of `float *`, `float[4]` of `float (*)[4]`, and so in GDB's Rust. */
function pointeeOf(type: string): string | undefined {
  const toArray = /^(.+)\(\*\)((?:\[\d+\])+)$/.exec(type);
  if (toArray) return `${toArray[1]}${toArray[2]}`;
  return /^(.+)\*$/.exec(type)?.[1] ?? /^\*(.+)$/.exec(type)?.[1];
}

/** An expression, and the ways to its fields and its address. */
class Place {
  private readonly owner: string;

  constructor(
    readonly evaluation: NativeEvaluation,
    private readonly expression: string,
    private readonly isPointer: boolean,
  ) {
    // Names, members and elements are looked up; within brackets lldb compiles an expression.
    this.owner = /^[\w:]+(\.\w+|->\w+|\[\d+\])*$/.test(expression) ? expression : `(${expression})`;
  }

  field(path: string): string {
    return `${this.owner}${this.isPointer ? '->' : '.'}${path}`;
  }

  /** The element of an array of that shape at an index in C order. */
  element(index: number, shape: readonly number[]): string {
    let rest = index;
    let places = '';
    for (const length of shape.toReversed()) {
      places = `[${rest % length}]${places}`;
      rest = Math.floor(rest / length);
    }
    return `${this.owner}${places}`;
  }

  /** What a pointer points at now. */
  async pointed(): Promise<bigint> {
    return addressIn((await this.evaluation.evaluate(this.expression)).text) ?? 0n;
  }

  /** Where an array lies, of which the debugger may say so itself. */
  async addressOf(value: Evaluated): Promise<bigint> {
    const shown = this.isPointer ? addressIn(value.text) : addressIn(/@ (0x[0-9a-f]+)/i.exec(value.text)?.[1] ?? '');
    const address = shown ?? (await this.evaluation.address(`&${this.owner}`));
    if (address !== undefined) return address;
    const { name } = this.evaluation.subject;
    throw new UserError(
      'debugger',
      `The debugger does not say where ${name} lies in memory: give a pointer to its first element.`,
    );
  }
}

async function inContainer(
  place: Place,
  container: Container,
  value: Evaluated,
  options: DescribeOptions,
): Promise<Location> {
  const { signal } = options;
  const { evaluation } = place;
  const { subject } = evaluation;
  if (container.element === 'bool' && /\bvector</.test(value.type)) {
    throw new UserError(
      'unsupported-dtype',
      `${subject.name} is a vector of bool, which packs eight in a byte: copy it to a std::vector<char>.`,
    );
  }
  const element = elementTypeOf(container.element);
  if (element === undefined) return asked(place, value, () => firstOf(place, container, signal), options);
  const dtype = await dtypeOf(element, place, signal);
  const stride = element.shape.reduce((product, length) => product * length, dtypes[dtype].bytes);
  const now = (): Promise<Extent> => extentOf(place, container, stride);
  const { address, length, layout } = await extentOf(place, container, stride);
  const location = { type: value.type, address, dtype, shape: [length, ...element.shape], now };
  if (element.shape.length > 0 || layout.isUntyped) return location;
  return { ...location, shownAt: (index) => evaluation.number(`${place.field(layout.first)}[${index}]`) };
}

/** The extent by the first layout that the debugger knows. */
async function extentOf(
  place: Place,
  container: Container,
  stride: number,
): Promise<Required<Extent> & { readonly layout: Layout }> {
  const { layout, address } = await layoutOf(place, container);
  const length = container.fixedLength ?? (await lengthBy(place, layout, address, stride));
  if (length === undefined || !Number.isSafeInteger(length) || length < 0) throw notBuilt(place.evaluation);
  if (address === 0n && length > 0) throw notBuilt(place.evaluation);
  return { address, length, layout };
}

async function lengthBy(place: Place, layout: Layout, address: bigint, stride: number): Promise<number | undefined> {
  if ('length' in layout) return place.evaluation.integer(place.field(layout.length));
  const behind = await place.evaluation.address(place.field(layout.behind));
  return behind === undefined ? undefined : Number(behind - address) / stride;
}

async function layoutOf(place: Place, container: Container): Promise<{ layout: Layout; address: bigint }> {
  for (const layout of container.layouts) {
    const address = await place.evaluation.address(place.field(layout.first));
    if (address !== undefined) return { layout, address };
  }
  const { name, code } = place.evaluation.subject;
  throw new UserError(
    'debugger',
    `How this library keeps the elements of ${name} is not known: inspect a pointer to its first element, as in &${code}[0].`,
  );
}

async function firstOf(place: Place, container: Container, signal: AbortSignal): Promise<bigint> {
  signal.throwIfAborted();
  return (await layoutOf(place, container)).address;
}

function atPointer(place: Place, value: Evaluated, options: DescribeOptions): Promise<Location> {
  const address = addressIn(value.text);
  if (address === undefined || address === 0n) {
    const { name } = place.evaluation.subject;
    throw new UserError('no-data', `${name} points nowhere (null): stop after it was set.`);
  }
  return asked(place, value, () => place.pointed(), options);
}

/** A location whose type and length the user says. */
async function asked(
  place: Place,
  value: Evaluated,
  find: () => Promise<bigint>,
  options: DescribeOptions,
): Promise<Location> {
  const { subject } = place.evaluation;
  const address = await find();
  const type = quoted(value.type, 60).slice(1, -1);
  const reading = await options.askPointer?.(`${subject.name} (${type})`);
  if (reading === undefined) {
    throw new UserError(
      'no-data',
      `${subject.name} (${type}) says only where its elements lie: say what they are and how many, as “float32, 50257”.`,
    );
  }
  const { dtype, count } = reading;
  if (!isDTypeName(dtype))
    throw new UserError(
      'bad-option',
      `${quoted(dtype)} is no element type: give one of ${Object.keys(dtypes).join(', ')}.`,
    );
  if (!Number.isSafeInteger(count) || count < 0) {
    throw new UserError('bad-option', `${subject.name} cannot have ${describe(count)} elements: give a whole number.`);
  }
  return {
    type: value.type,
    address,
    dtype,
    shape: [count],
    now: async () => ({ address: await find(), length: count }),
  };
}

async function dtypeOf({ dtype }: ElementType, place: Place, signal: AbortSignal): Promise<DTypeName> {
  if (typeof dtype === 'string') return dtype;
  const bytes = await place.evaluation.integer(`sizeof(${dtype.sizeOf})`, signal);
  if (bytes === 4) return dtype.isSigned ? 'int32' : 'uint32';
  // As wide as a pointer on every other machine of today.
  return dtype.isSigned ? 'int64' : 'uint64';
}

function noElements({ subject }: NativeEvaluation, { type }: Evaluated): UserError {
  return new UserError(
    'not-numeric',
    `${subject.name} is ${quoted(type, 60).slice(1, -1) || 'of an unknown type'}, no array of numbers: point at its elements, as in ${subject.code}.data, or at a pointer to the first of them.`,
  );
}

function notBuilt({ subject }: NativeEvaluation): UserError {
  return new UserError(
    'no-data',
    `${subject.name} holds no sensible bounds, as before it is constructed: stop after the line that makes it.`,
  );
}
