import { setInterval } from 'node:timers/promises';

/** How long the page may take to come to what is asserted; VS Code's file watcher alone takes a second or two. */
const MOST_MILLISECONDS = 20_000;

/**
 * Repeats an assertion about the page until it holds; after the longest time the last failure is the test's. The page changes
 * by itself, and offers no event for "has become so".
 */
export async function until(holds: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + MOST_MILLISECONDS;
  for await (const end of setInterval(50, deadline)) {
    try {
      await holds();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}
