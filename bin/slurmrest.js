#!/usr/bin/env node
// CommonJS, as the commands that end at once are scripts with compiled code beside them: Node's loader of ES modules
// alone takes longer than they do.
const { readFileSync } = require('node:fs');
const path = require('node:path');

const PACKAGE = path.join(__dirname, '..');
/** What asks a daemon, and nobody else where one is named. */
const ASKING = [
  'show',
  'submit',
  'cancel',
  'hold',
  'release',
  'requeue',
  'suspend',
  'resume',
  'diag',
  'ping',
];
const OTHERS = ['whoami', 'config', 'token'];
/** What goes on for long, or loads modules of others, is in dist/main.js, with the rest of the program. */
const LONG = /^(?:--(?:watch|interval|plugin|cli-filter|help)\b|-[A-Za-z]*[ih])/;
const DAEMON = /^--url\b/;
const OTHER_CLUSTER = /^(?:--(?:conf|state|cluster)\b|-[A-Za-z]*[fM])/;

const words = process.argv.slice(2);
// Package managers and scripts ask often, and nothing else needs loading for it.
if (words[0] === '--version') {
  const { version } = JSON.parse(readFileSync(path.join(PACKAGE, 'package.json'), 'utf8'));
  process.stdout.write(`slurmrest ${version}\n`);
} else run();

async function run() {
  const name = shortProgram();
  const { main } = name
    ? require('./load-compiled.js').loadCompiled(path.join(PACKAGE, `dist/short/${name}.cjs`))
    : await import('../dist/main.js');
  process.exitCode = await main(words, process);
}

/** Which of the short programs can do it; see build/short-programs.js. Where in doubt the one that can do more. */
function shortProgram() {
  const [command, ...rest] = words;
  const asks = ASKING.includes(command);
  if ((!asks && !OTHERS.includes(command)) || rest.some((word) => LONG.test(word))) return undefined;
  // What follows the script of submit, or a lone --, is no flag of ours.
  const flags = command === 'submit' ? rest.slice(0, 1) : rest;
  const typed = flags.some((word) => DAEMON.test(word)) && !rest.includes('--');
  const meant = process.env.SLURMREST_URL && !rest.some((word) => OTHER_CLUSTER.test(word));
  return asks && (typed || meant) ? 'remote' : 'local';
}
