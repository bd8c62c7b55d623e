import type { AdapterFamily } from './adapter.js';
import { javascriptFamily } from './javascript.js';
import { nativeFamily } from './native.js';
import { pythonFamily } from './python.js';
import { templateFamily } from './template.js';
import { variablesFamily } from './variables.js';

/**
 * The families whose adapters are known. A new one is a file and a row here; whatever none of them handles is left to a
 * template of the user's, and else to the variables that every adapter lists.
 */
const families: readonly AdapterFamily[] = [pythonFamily, javascriptFamily, nativeFamily];

/** The family of sessions of a debug type (`debugpy`); a template in the settings comes before what is built in. */
export function familyOf(debugType: string, templates: unknown): AdapterFamily {
  const all = [templateFamily(templates), ...families];
  return all.find((family) => family.handles(debugType)) ?? variablesFamily;
}
