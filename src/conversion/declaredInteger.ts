import { dtypes, type DTypeName } from '../core/dtype.js';
import { dtypeNamed } from '../formats/text/dtypeWords.js';

/**
 * The integer type that a declaration right before a literal gives it, as `int x[] = ` of C and `let x: [i32; 3] = ` of
 * Rust: fractions would lose their digits there. Undefined for all else.
 */
export function declaredInteger(text: string, start: number): DTypeName | undefined {
  const before = text.slice(Math.max(0, start - 200), start);
  const [, declaration] = /(?:^|[;{}\n])([^;{}\n=]*)=\s*&?$/.exec(before) ?? [];
  if (declaration === undefined) return undefined;
  // Words such as `int` are types in front of braces only: elsewhere they may be names.
  const type = text[start] === '{' ? inC(declaration) : dtypeNamed((rustInteger.exec(declaration) ?? [''])[0]);
  return type && dtypes[type].kind !== 'float' ? type : undefined;
}

function inC(declaration: string): DTypeName | undefined {
  return /\b(?:long|unsigned|signed|size_t)\b(?!\s+double)/.test(declaration) ? 'int64' : dtypeNamed(declaration);
}

const rustInteger = /\b[iu](?:8|16|32|64)\b/;
