import type { ByteWindow } from './byteWindow.js';
import { JsonFault } from './jsonFault.js';
import { duplicateKey, readMembers } from './jsonMembers.js';
import { type JsonNumbers, readNumbers } from './jsonNumbers.js';
import { type ByteRange, skipValue } from './jsonSkip.js';
import { labelKeys } from './labelValues.js';

/** Keys that tell about the numbers beside them. */
const attributeKeys = ['shape', 'dtype', 'axis', ...labelKeys] as const;
export type AttributeKey = (typeof attributeKeys)[number];

/** Where the attributes of a document stand, by key. */
export type Attributes = ReadonlyMap<AttributeKey, ByteRange>;

/** A document's numbers, and where its attributes stand. */
export interface JsonDocument {
  readonly numbers: JsonNumbers;
  /** The key of the numbers; undefined where they are the whole document. */
  readonly key?: string;
  /** Keys that could have held the numbers, but were passed over for `key`. */
  readonly passedOver: readonly string[];
  readonly attributes: Attributes;
}

/**
 * Reads the object at the window's position, and leaves the window after it. Its numbers stand under `logits`, else
 * `scores`, else `data`; keys that are not known are passed over. Throws a `JsonFault`, `corrupt` where a known key
 * stands there twice.
 */
export async function readObject(window: ByteWindow, expected: number): Promise<JsonDocument> {
  const attributes = new Map<AttributeKey, ByteRange>();
  const choice = new NumbersChoice(window, expected);
  const seen = new Set<string>();
  const start = window.offset;
  await readMembers(window, async (key, keyOffset) => {
    if (key !== undefined && (isNumberKey(key) || isAttributeKey(key))) {
      if (seen.has(key)) throw duplicateKey(key, keyOffset);
      seen.add(key);
    }
    if (key !== undefined && isNumberKey(key)) return choice.consider(key);
    const range = await skipValue(window);
    if (key !== undefined && isAttributeKey(key)) attributes.set(key, range);
  });
  return { ...choice.result(start), attributes };
}

/** Keys that hold the numbers, the preferred one first. */
const numberKeys: readonly string[] = ['logits', 'scores', 'data'];

function isNumberKey(key: string): boolean {
  return numberKeys.includes(key);
}

function isAttributeKey(key: string): key is AttributeKey {
  return attributeKeys.some((known) => known === key);
}

/** Keeps the numbers of the most preferred key among those met so far. */
class NumbersChoice {
  private key: string | undefined;
  private found: JsonNumbers | JsonFault | undefined;
  private readonly passedOver: string[] = [];

  constructor(
    private readonly window: ByteWindow,
    private readonly expected: number,
  ) {}

  /** Reads or passes over the value at the window's position. */
  async consider(key: string): Promise<void> {
    if (this.key !== undefined && numberKeys.indexOf(this.key) < numberKeys.indexOf(key)) {
      this.passedOver.push(key);
      await skipValue(this.window);
      return;
    }
    if (this.key !== undefined) this.passedOver.push(this.key);
    this.key = key;
    this.found = undefined;
    const start = this.window.offset;
    try {
      this.found = await readNumbers(this.window, key, this.expected);
    } catch (error) {
      // What is no array of numbers matters only if no better key follows; what is no JSON matters at once.
      if (!(error instanceof JsonFault) || key === numberKeys[0] || !aboutMeaning.has(error.code)) throw error;
      this.found = error;
      this.window.seek(start);
      await skipValue(this.window);
    }
  }

  result(start: number): { numbers: JsonNumbers; key: string; passedOver: readonly string[] } {
    const { found, key, passedOver } = this;
    if (found instanceof JsonFault) throw found;
    if (found && key !== undefined) return { numbers: found, key, passedOver };
    throw new JsonFault(
      'not-numeric',
      start,
      'The object has no key "logits", "scores" or "data"',
      'Put the numbers under one of these keys, as in {"logits": [[1.5, -0.5]]}.',
    );
  }
}

const aboutMeaning: ReadonlySet<string> = new Set(['not-numeric', 'ragged', 'elided', 'too-large']);
