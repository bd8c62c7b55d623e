import { csvFile } from './csvFile.js';
import type { FileForm } from './fileForm.js';
import { jsonFile } from './jsonFile.js';
import { npyFile } from './npyFile.js';

/** Every format that a tensor can be written to a file in. A new one is a file and a row here. */
export const fileForms = [npyFile, jsonFile, csvFile] as const satisfies readonly FileForm[];
