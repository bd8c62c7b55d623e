import { cArray } from './c.js';
import { juliaArray, matlabMatrix, rArray } from './columnMajor.js';
import type { TextForm } from './form.js';
import { jsonArray, typedArray } from './javascript.js';
import { jaxArray, numpyArray, pythonList, torchTensor } from './python.js';
import { csv, latexMatrix, markdownTable } from './tables.js';

/** Every form of text. A new one is a function and a row here. */
export const forms = [
  { id: 'python', title: 'Python list', languageId: 'python', write: pythonList },
  { id: 'numpy', title: 'NumPy array', languageId: 'python', write: numpyArray },
  { id: 'pytorch', title: 'PyTorch tensor', languageId: 'python', write: torchTensor },
  { id: 'jax', title: 'JAX array', languageId: 'python', write: jaxArray },
  { id: 'javascript', title: 'JavaScript typed array', languageId: 'javascript', write: typedArray },
  { id: 'c', title: 'C array', languageId: 'c', write: cArray },
  { id: 'json', title: 'JSON', languageId: 'json', write: jsonArray },
  { id: 'csv', title: 'CSV', languageId: 'csv', write: csv },
  { id: 'markdown', title: 'Markdown table', languageId: 'markdown', write: markdownTable },
  { id: 'latex', title: 'LaTeX matrix', languageId: 'latex', write: latexMatrix },
  { id: 'matlab', title: 'MATLAB matrix', languageId: 'matlab', write: matlabMatrix },
  { id: 'julia', title: 'Julia array', languageId: 'julia', write: juliaArray },
  { id: 'r', title: 'R vector or matrix', languageId: 'r', write: rArray },
] as const satisfies readonly TextForm[];
