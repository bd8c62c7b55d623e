import type { AdapterFamily } from './adapter.js';
import { javascriptFamily } from './javascript.js';
import { pythonFamily } from './python.js';

/**
 * Every family of debug adapters, in the order in which they are tried; the last takes whatever is left. A new one is a file
 * and a row here.
 */
const families: readonly AdapterFamily[] = [pythonFamily, javascriptFamily];

/** The family of sessions of a debug type: `debugpy`. */
export function familyOf(debugType: string): AdapterFamily {
  return families.find((family) => family.handles(debugType)) ?? pythonFamily;
}
