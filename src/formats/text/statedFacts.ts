import type { DTypeName } from '../../core/dtype.js';
import { dtypeOfCode } from '../npyDtype.js';
import { dtypeNamed } from './dtypeWords.js';
import type { PrinterName } from './reading.js';
import type { TextCursor } from './textCursor.js';

/** What stands around the numbers of an array: who printed it, of which type, and what else is said of it. */
export class StatedFacts {
  printer: PrinterName | undefined;
  /** By the words of the type around the array. What the text states as `dtype=` goes before it. */
  typeDtype: DTypeName | undefined;
  /** By the printer's own words. */
  readonly entries = new Map<string, string>();

  get dtype(): DTypeName | undefined {
    const stated = this.entries.get('dtype');
    return stated === undefined ? this.typeDtype : (dtypeNamed(stated) ?? dtypeOfCode(stated));
  }

  /** These facts, and those of `others` where these say nothing. */
  with(others: StatedFacts): StatedFacts {
    const merged = new StatedFacts();
    merged.typeDtype = this.typeDtype ?? others.typeDtype;
    for (const [key, value] of [...others.entries, ...this.entries]) merged.entries.set(key, value);
    return merged;
  }

  /** The shape that the text states, whatever the numbers' own is. */
  get shape(): number[] | undefined {
    const stated = this.entries.get('shape') ?? this.entries.get('size');
    return stated !== undefined && /[([]/.test(stated) ? (stated.match(/\d+/g) ?? []).map(Number) : undefined;
  }

  /** How many numbers the text states, by a shape or, as lldb does, by a count. */
  get elementCount(): number | undefined {
    const count = this.entries.get('size');
    if (count !== undefined && /^\d+$/.test(count)) return Number(count);
    return this.shape?.reduce((product, length) => product * length, 1);
  }

  /**
   * Reads `key=value` from the key on, which is the cursor's token, up to a comma, a closing bracket or the end of the
   * line outside of brackets; the cursor is left before that. Answers false where there is no such pair.
   */
  read(cursor: TextCursor): boolean {
    const key = cursor.token.replaceAll(/^['"]|['"]$/g, '');
    const keyEnd = cursor.position;
    cursor.take(symbolName);
    cursor.next();
    if (!cursor.is('=') && !cursor.is(':')) {
      cursor.moveTo(keyEnd);
      return false;
    }
    const valueStart = cursor.position;
    let end = valueStart;
    for (let depth = 0; cursor.next() !== 'end'; end = cursor.position) {
      if (depth === 0 && (cursor.is(',') || (cursor.isFirstOfLine && end > valueStart))) break;
      if (cursor.is('(') || cursor.is('[') || cursor.is('{') || cursor.is('<')) depth++;
      else if (cursor.is(')') || cursor.is(']') || cursor.is('}') || cursor.is('>')) depth--;
      // TensorFlow has `dtype=float32 numpy=`, without a comma.
      else if (depth === 0 && cursor.is('=')) break;
      if (depth < 0) break;
    }
    cursor.moveTo(end);
    const value = cursor.text.slice(valueStart, Math.min(end, valueStart + maximumValue)).trim();
    this.entries.set(key.slice(0, maximumValue), value.replaceAll(/^['"]|['"]$/g, ''));
    return true;
  }
}

/** DevTools has the key `Symbol(Symbol.toStringTag)`. */
const symbolName = /\([^()\n]{0,60}\)(?=:)/y;
const maximumValue = 200;
