import { dtypes, type DTypeName } from '../core/dtype.js';
import { dtypeNamed } from '../formats/text/dtypeWords.js';

/**
 * The integer type that a declaration right before a literal gives it, as `int x[] = ` of C, `new int[] ` of Java and
 * `let x: [i32; 3] = ` of Rust: fractions would be lost there. Undefined for all else.
 */
export function declaredInteger(text: string, start: number): DTypeName | undefined {
  const before = text.slice(Math.max(0, start - 200), start);
  // Words such as `int` are types in front of braces only: elsewhere they may be names.
  const declaration = text[start] === '{' ? (newArray.exec(before) ?? declarationOfC.exec(before)) : rust.exec(before);
  const type = declaration?.[1] ?? '';
  const dtype = otherIntegersOfC.test(type) ? 'int64' : dtypeNamed(type);
  return dtype && dtypes[dtype].kind !== 'float' ? dtype : undefined;
}

const declarationOfC = /(?:^|[;{}\n])([^;{}\n=]*)=\s*$/;
const newArray = /\bnew\s+(\w+)\s*(?:\[[\s\w,]*\]\s*)+$/;
const rust = /[[<]\s*([iu](?:8|16|32|64))\b[^=\n]{0,60}=\s*&?$/;
const otherIntegersOfC = /\b(?:long|unsigned|signed|size_t)\b(?!\s+double)/;
