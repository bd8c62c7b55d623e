/** All that the extension converts with: a bundle of its own, loaded when somebody first converts something. */
export { conversions } from './conversions.js';
export { forms } from './forms/forms.js';
export { inLiteralStyle } from './literalStyle.js';
export { csvOfTable, markdownOfTable } from './tableText.js';
