import { dtypes } from '../../core/dtype.js';
import type { TensorSource } from '../../core/tensorSource.js';
import type { FileContent } from './fileForm.js';

/** What a format that has numbers alone, called by its name at the start of a sentence, leaves out of a tensor. */
export function leftOutNote(format: string, { source, classAxis, classNames, targets }: FileContent): string[] {
  const isOtherAxis = classAxis !== undefined && source.shape.length > 1 && classAxis !== source.shape.length - 1;
  const facts = [
    ...(classNames ? ['class names'] : []),
    ...(targets ? ['targets'] : []),
    ...(isOtherAxis ? [`class axis ${classAxis}`] : []),
  ];
  if (facts.length === 0) return [];
  const list = facts.length === 1 ? facts[0] : `${facts.slice(0, -1).join(', ')} and ${facts.at(-1)}`;
  const [are, them] = facts.length === 1 && isOtherAxis ? ['is', 'it'] : ['are', 'them'];
  return [`${format} has numbers alone: the ${list} ${are} not in it. JSON has a place for ${them}.`];
}

/** That digits were lost already where 64-bit integers could only be read as float64. */
export function wideIntegersNote(source: TensorSource): string[] {
  const { dtype } = source;
  const isWide = dtypes[dtype].kind === 'integer' && dtypes[dtype].bytes === 8;
  if (!isWide || source.readStoredInto !== undefined) return [];
  return [`The ${dtype} values were read as float64: those beyond ±2^53 are written as the nearest that it holds.`];
}
