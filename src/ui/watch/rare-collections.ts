import { setFlagsFromString } from 'node:v8';

/**
 * Lets garbage grow to as much as what is kept before V8 looks for it. Who allocates little is taken by V8 for one
 * that should give memory back, and its every record is looked at each few seconds: with 100,000 jobs kept, half of
 * what a view costs.
 */
export function collectRarely(): void {
  setFlagsFromString('--heap-growing-percent=100');
  setFlagsFromString('--no-memory-reducer');
}
