/**
 * Milliseconds that no change of the clock moves. `performance.now()` is the same, but Node first loads all it can
 * measure, which a command waits for.
 */
export function monotonicMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}
