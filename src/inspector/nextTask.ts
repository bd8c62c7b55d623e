/** Resolves in a later task: whatever waits meanwhile, an answer to the user above all, gets its turn. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, 0));
}
