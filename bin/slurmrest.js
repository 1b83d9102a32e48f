#!/usr/bin/env node
// CommonJS, as the commands that end at once are scripts with compiled code beside them: Node's loader of ES modules
// alone takes longer than they do.
const { readFileSync } = require('node:fs');
const path = require('node:path');

const PACKAGE = path.join(__dirname, '..');
/** What goes on for long, or loads modules of others, is in dist/main.js, with the rest of the program. */
const LONG = /^(?:--(?:watch|interval|plugin|cli-filter|help)\b|-[A-Za-z]*[ih])/;

const words = process.argv.slice(2);
// Package managers and scripts ask often, and nothing else needs loading for it.
if (words[0] === '--version') {
  const { version } = JSON.parse(readFileSync(path.join(PACKAGE, 'package.json'), 'utf8'));
  process.stdout.write(`slurmrest ${version}\n`);
} else run();

async function run() {
  const { loadCompiled, SHORT_PROGRAMS } = require('./load-compiled.js');
  const [command, ...rest] = words;
  const name = rest.some((word) => LONG.test(word)) ? undefined : SHORT_PROGRAMS.get(command);
  const { main, standardIo } = name
    ? loadCompiled(path.join(PACKAGE, `dist/short/${name}.cjs`))
    : await import('../dist/main.js');
  const io = standardIo(process);
  process.exitCode = await main(words, io);
  // To take all of it apart takes longer than some commands.
  if (io.isWritten) process.exit();
}
