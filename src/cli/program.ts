/** The whole program, dist/main.js; see bin/slurmrest.js. */
export { main } from './main.ts';
export { streamIo as standardIo } from './stream-io.ts';
