/**
 * What the layers without a platform use of WebAssembly and base64; every host of ours has both. Structurally smaller
 * than the real ones.
 */
declare namespace WebAssembly {
  class Memory {
    constructor(limits: { readonly initial: number; readonly maximum?: number; readonly shared?: boolean });
    /** Of a shared memory it is a `SharedArrayBuffer`, on which typed arrays lie as well. */
    readonly buffer: ArrayBuffer;
    /** Adds pages of 64 KiB; throws a `RangeError` where there is no room. Every view of the old buffer ends. */
    grow(pages: number): number;
  }
  const Module: new (bytes: Uint8Array) => object;
  class Instance {
    constructor(module: object, imports: { readonly env: { readonly memory: Memory } });
    readonly exports: unknown;
  }
  function validate(bytes: Uint8Array): boolean;
}

/** Throws for text that is not base64. */
declare function atob(base64: string): string;

/** Of Node alone. */
declare const Buffer: { from(text: string, encoding: 'base64'): Uint8Array } | undefined;
