/** A number with its noun, for a message: `1 row`, `2 rows`, `2 classes` where the plural is not just an s. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
