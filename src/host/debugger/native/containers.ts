import { plainType, templateArguments } from './elementType.js';

/** A type that holds its elements elsewhere in memory, side by side, and how its fields lead there. */
export interface Container {
  /** The type of the elements, as the debugger writes it. */
  readonly element: string;
  /** Where the number of elements is part of the type. */
  readonly fixedLength?: number;
  /** The fields of the implementations that there are; the first that exist count. */
  readonly layouts: readonly Layout[];
}

/** The path to the pointer to the first element, and to that behind the last or to the number of elements. */
export type Layout = {
  readonly first: string;
  /** Whether that is a pointer to bytes, whatever the elements are. */
  readonly isUntyped?: true;
} & ({ readonly behind: string } | { readonly length: string });

/** Reads the type of a container as a debugger writes it; undefined for all other types. */
export function containerOf(type: string): Container | undefined {
  const name = plainType(type);
  const [element = '', extent = ''] = templateArguments(name);
  if (/^std::(\w+::)*vector</.test(name)) return { element, layouts: vectors };
  if (/^std::(\w+::)*span</.test(name)) {
    // As many elements as fit is how "not fixed" is written.
    const isFixed = /^\d{1,15}(u?l?l?)$/i.test(extent);
    return { element, layouts: spans, ...(isFixed && { fixedLength: Number.parseInt(extent) }) };
  }
  if (name.startsWith('alloc::vec::Vec<')) return { element, layouts: rustVectors };
  const slice = /^&\[([^;]+)\]$/.exec(name)?.[1] ?? /^alloc::boxed::Box<\[([^;]+)\](,.*)?>$/.exec(name)?.[1];
  return slice === undefined ? undefined : { element: slice, layouts: rustSlices };
}

/** libstdc++, libc++, Microsoft. */
const vectors: readonly Layout[] = [
  { first: '_M_impl._M_start', behind: '_M_impl._M_finish' },
  { first: '__begin_', behind: '__end_' },
  { first: '_Mypair._Myval2._Myfirst', behind: '_Mypair._Myval2._Mylast' },
];

const spans: readonly Layout[] = [
  { first: '_M_ptr', length: '_M_extent._M_extent_value' },
  { first: '__data_', length: '__size_' },
  { first: '_Mydata', length: '_Mysize' },
];

/** Since Rust 1.83, and before. */
const rustVectors: readonly Layout[] = [
  { first: 'buf.inner.ptr.pointer.pointer', length: 'len', isUntyped: true },
  { first: 'buf.ptr.pointer.pointer', length: 'len' },
];

const rustSlices: readonly Layout[] = [{ first: 'data_ptr', length: 'length' }];
