/** Shows how far a run is, on a terminal only, a few times a second. */
let shownAt = 0;

export function showProgress(done: number, all: number): void {
  const now = performance.now();
  if (!process.stderr.isTTY || (now - shownAt < 200 && done < all)) return;
  shownAt = now;
  process.stderr.write(`\r${done} of ${all}${done === all ? '\n' : ''}`);
}
