import { t } from './l10n.js';

const longest = 160;

const named: Readonly<Record<string, string>> = { '\n': '⏎', '\r': '␍', '\t': '⇥', '\u007f': '␡' };

/** Control characters, and every character that reorders or hides the text around it. */
const unseen = /\p{Cc}|[\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/**
 * The name of a class as text that hides nothing: controls and bidirectional marks as signs, spaces at the ends
 * as `␣` (` the` and `the` are two tokens), and `class 3` where the name is empty. Never longer than 160 characters.
 */
export function labelText(label: string, index?: number): string {
  if (label === '') return index === undefined ? '' : t('class {0}', index);
  return cut(fullLabelText(label), longest);
}

/** The name of a class where nothing around it says that it is one: `class 3` where it has no name but its number. */
export function spelledLabel(label: string, index: number): string {
  return isNamed(label, index) ? labelText(label, index) : t('class {0}', index);
}

/** Whether a class has a name that says more than its number. */
export function isNamed(label: string, index: number): boolean {
  return label !== '' && label !== String(index);
}

/** The same for a tooltip: as good as whole. */
export function fullLabelText(label: string): string {
  const spaced = cut(label, 2000).replace(/^ +| +$/g, (spaces) => '␣'.repeat(spaces.length));
  return spaced.replace(unseen, sign);
}

/** The first characters of a text, none of them in half. */
function cut(text: string, count: number): string {
  if (text.length <= count) return text;
  const characters = Array.from(text.slice(0, 2 * count + 2));
  return characters.length > count ? `${characters.slice(0, count).join('')}…` : text;
}

function sign(character: string): string {
  const code = character.charCodeAt(0);
  if (named[character] !== undefined) return named[character];
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}
