#!/usr/bin/env node
// `--version` is answered here: package managers and scripts ask often, and nothing else needs loading for it.
if (process.argv[2] === '--version') {
  const { readFileSync } = await import('node:fs');
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  process.stdout.write(`slurmrest ${version}\n`);
} else {
  const { main } = await import('../dist/main.js');
  process.exitCode = await main(process.argv.slice(2), process);
}
