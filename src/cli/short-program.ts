/** A program of few commands that end at once; see build/short-programs.js. */
export { directIo as standardIo } from './direct-io.ts';
export { main } from './main.ts';
