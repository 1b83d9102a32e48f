import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';

/** Modules that are loaded on demand, and that only the whole program has: no short command comes to them. */
const LONG = [
  'serve',
  'inet',
  'lead',
  'cli-filter',
  'openapi',
  'completion',
  'complete',
  'watch-queue',
  'watch-counters',
  'plugins',
  'prom-client',
  'help',
];
/** The program for daemons has no engine of its own either. */
const ENGINE = ['open-engine', 'open-scheduler', 'whoami', 'config', 'token'];

/** Where LMDB's native code is looked for. */
const LMDB_URL =
  "const lmdbUrl = () => require('node:url').pathToFileURL(require('node:module').createRequire(__filename).resolve('lmdb')).href;";

/** Leaves modules out that are loaded on demand. */
function without(names) {
  return {
    name: 'without',
    setup(bundler) {
      const filter = new RegExp(`/(?:${names.join('|')})\\.ts$`);
      bundler.onResolve({ filter }, ({ path: name, kind }) =>
        kind === 'dynamic-import' ? { path: name, namespace: 'elsewhere' } : undefined,
      );
      bundler.onLoad({ filter: /./, namespace: 'elsewhere' }, ({ path: name }) => ({
        contents: `throw new Error(${JSON.stringify(`${name} belongs to the whole program`)});`,
      }));
    },
  };
}

/** What oclif writes for its own developers under DEBUG; loading that takes longer than to read a command line. */
const withoutDebug = {
  name: 'without-debug',
  setup(bundler) {
    bundler.onResolve({ filter: /^debug$/ }, () => ({ path: 'debug', namespace: 'silent' }));
    bundler.onLoad({ filter: /./, namespace: 'silent' }, () => ({
      contents: 'module.exports = () => Object.assign(() => {}, { enabled: false });',
    }));
  },
};

/** LMDB's JavaScript, compiled with the rest; it goes on finding its native code beside the package. */
const withLmdb = {
  name: 'with-lmdb',
  setup(bundler) {
    // Its reader of keys is evaluated where the names of its variables count: as CommonJS they stay as they are.
    bundler.onResolve({ filter: /^ordered-binary$/ }, ({ resolveDir }) => ({
      path: createRequire(path.join(resolveDir, 'any.js')).resolve('ordered-binary'),
    }));
    bundler.onLoad({ filter: /\/node_modules\/lmdb\/(?:native|open|node-index)\.js$/ }, ({ path: file }) => ({
      contents: readFileSync(file, 'utf8').replaceAll('import.meta.url', 'lmdbUrl()'),
    }));
  },
};

/**
 * The commands that end at once as one CommonJS script each for daemons and for this machine, with what this Node's V8
 * makes of it beside; bin/slurmrest.js chooses.
 */
export async function writeShortPrograms(options) {
  const { splitting: _, chunkNames: __, ...shared } = options;
  for (const [use, left] of Object.entries({ remote: [...LONG, ...ENGINE], local: LONG })) {
    const file = path.resolve(`dist/short/${use}.cjs`);
    await build({
      ...shared,
      format: 'cjs',
      entryPoints: ['src/cli/main.ts'],
      outfile: file,
      plugins: [...shared.plugins, without(left), withoutDebug, withLmdb],
      external: shared.external.filter((name) => name !== 'lmdb'),
      // A script that is compiled beforehand cannot import.
      supported: { 'dynamic-import': false },
      define: { ...shared.define, 'import.meta.url': 'importMetaUrl' },
      banner: {
        js: `(function (exports, require, module, __filename, __dirname) {const importMetaUrl = require('node:url').pathToFileURL(__filename).href; ${LMDB_URL}`,
      },
      footer: { js: '})' },
      legalComments: 'none',
    });
    const words = [path.join(import.meta.dirname, 'compile-short.js'), file, use];
    const { status } = spawnSync(process.execPath, words, { stdio: 'inherit' });
    if (status !== 0) throw new Error(`${file} cannot be compiled`);
  }
}
