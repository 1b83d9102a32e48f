import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import loader from '../bin/load-compiled.js';
import { parserOnly, usedKinds, withLmdb } from './short-packages.js';

/** Scripts of what some command lines come to, by the modules that are loaded for it on demand. */
const PARTS = {
  engine: ['src/cli/open-engine.ts', 'src/cli/open-scheduler.ts'],
  fields: ['job', 'node', 'partition'].map((name) => `src/api/v1/${name}-fields.ts`),
  slurmrestd: ['src/client/slurmrestd/translated.ts'],
  yaml: ['src/cli/configuration/file.ts', 'src/engine/yaml/read-yaml.ts', 'src/engine/yaml/write-yaml.ts'],
};
/** The same of what the engine comes to. What they have in common with it they take from it, as there is one of it. */
const ENGINE_PARTS = {
  check: ['src/engine/compile-check.ts'],
  filter: ['src/cli-filter/cli-filter.ts', 'src/cli-filter/filtered-scheduler.ts'],
  output: ['src/files/follow.ts', 'src/files/open-file.ts'],
  runner: ['src/schedulers/local/run/open-runner.ts'],
  slurmctld: ['src/schedulers/slurmctld/scheduler.ts'],
  v0: ['src/api/v0/dialect.ts'],
};
const ALL_PARTS = { ...PARTS, ...ENGINE_PARTS };
/** Modules that are loaded on demand, and that only the whole program has: no short command comes to them. */
const LONG =
  /^src\/(?:schedulers\/local\/lead\/hold-leadership|cli\/help|commands\/.*watch-\w+|engine\/plugins|api\/(?:metrics\/(?:prom-client|cluster-metrics)|v1\/events\/(?:feeds|event-stream)))\.ts$/;

/**
 * The parts of a script that it loads on demand are scripts of their own.
 * @param commands the only ones it has
 * @param entries modules it has though they are of a part
 * @param taken modules it has from the engine
 */
function divided(commands, entries, taken = new Set()) {
  return {
    name: 'divided',
    setup(bundler) {
      bundler.onResolve({ filter: /\.ts$/ }, ({ path: name, kind, resolveDir }) => {
        const file = path.relative('', path.join(resolveDir, name));
        if (taken.has(file)) return { path: file, namespace: 'taken' };
        if (kind !== 'dynamic-import') return undefined;
        const part = Object.keys(ALL_PARTS).find(
          (key) => ALL_PARTS[key].includes(file) && !entries.includes(file),
        );
        if (part) return { path: `./${part}.cjs`, external: true };
        const command = /^src\/commands\/([\w-]+)\.ts$/.exec(file)?.[1];
        const left = LONG.test(file) || (command && !commands.includes(command));
        return left ? { path: file, namespace: 'elsewhere' } : undefined;
      });
      bundler.onLoad({ filter: /./, namespace: 'taken' }, ({ path: name }) => ({
        contents: `module.exports = require('./engine.cjs').take(${JSON.stringify(name)});`,
      }));
      bundler.onLoad({ filter: /./, namespace: 'elsewhere' }, ({ path: name }) => ({
        contents: `throw new Error(${JSON.stringify(`${name} belongs to the whole program`)});`,
      }));
    },
  };
}

/** The commands that end at once as CommonJS scripts, with what this Node's V8 makes of them beside; bin/ chooses. */
export async function writeShortPrograms(options) {
  const folder = path.resolve('dist/short');
  mkdirSync(folder, { recursive: true });
  const write = (name, contents, divide) =>
    build(scriptOptions(options, path.join(folder, `${name}.cjs`), contents, divide));
  const { engine, ...others } = PARTS;
  for (const [name, entries] of Object.entries(others)) await write(name, all(entries), divided([], entries));

  const modules = async (entries) =>
    modulesOf(
      await build({ ...scriptOptions(options, '-', all(entries), divided([], entries)), write: false }),
    );
  const own = await modules(engine);
  const given = new Set();
  for (const [name, entries] of Object.entries(ENGINE_PARTS)) {
    const common = (await modules(entries)).filter((file) => own.includes(file));
    for (const file of common) given.add(file);
    await write(name, all(entries), divided([], entries, new Set(common)));
  }
  await write('engine', `${all(engine)}\n${await giving([...given])}`, divided([], engine));

  for (const name of new Set(loader.SHORT_PROGRAMS.values())) {
    const commands = [...loader.SHORT_PROGRAMS.keys()].filter(
      (key) => loader.SHORT_PROGRAMS.get(key) === name,
    );
    await write(name, all(['src/cli/short-program.ts']), divided(commands, []));
  }
  compile(folder);
}

/** A function that gives a module to the parts; not a namespace for each, which every command would have made. */
async function giving(files) {
  const { metafile } = await build({
    entryPoints: files,
    format: 'esm',
    outdir: '-',
    metafile: true,
    write: false,
  });
  const cases = Object.values(metafile.outputs).map(({ entryPoint, exports }) => {
    const members = exports.map(
      (name) => `get ${name}() { return given${files.indexOf(entryPoint)}.${name}; }`,
    );
    return `case ${JSON.stringify(entryPoint)}: return { ${members} };`;
  });
  return [
    ...files.map((file, at) => `import * as given${at} from './${file}';`),
    `export function take(file) { switch (file) { ${cases.join(' ')} } }`,
  ].join('\n');
}

/** Each program in a process of its own, that V8 keeps what this one uses. */
function compile(scripts) {
  const compiler = path.join(import.meta.dirname, 'compile-short.js');
  const folder = mkdtempSync(path.join(tmpdir(), 'slurmrest-build-'));
  try {
    // The others show and cancel what was submitted.
    for (const name of new Set(['submit', ...loader.SHORT_PROGRAMS.values()])) {
      const { status, stderr } = spawnSync(process.execPath, [compiler, scripts, folder, name], {
        // What the commands say is of no interest.
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      if (status !== 0) throw new Error(`${name} cannot be compiled: ${stderr}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const all = (entries) => entries.map((file) => `export * from './${file}';`).join('\n');

/** The modules of this project that a script has. */
function modulesOf({ metafile }) {
  const [{ inputs }] = Object.values(metafile.outputs);
  return Object.keys(inputs).filter((file) => file.startsWith('src/') && inputs[file].bytesInOutput > 0);
}

function scriptOptions({ splitting: _, chunkNames: __, ...shared }, file, contents, divide) {
  return {
    ...shared,
    format: 'cjs',
    stdin: { contents, resolveDir: process.cwd() },
    outfile: file,
    metafile: true,
    plugins: [...shared.plugins, divide, parserOnly, usedKinds, withLmdb],
    external: [...shared.external.filter((name) => name !== 'lmdb'), './engine.cjs'],
    // A script that is compiled beforehand cannot import.
    supported: { 'dynamic-import': false },
    define: { ...shared.define, 'import.meta.url': 'importMeta.url' },
    banner: {
      js: `(function (exports, require, module, __filename, __dirname) {const importMeta = { get url() { return require('node:url').pathToFileURL(__filename).href; } };`,
    },
    footer: { js: '})' },
    // Nobody reads them, and the less there is to read, the better.
    minifyIdentifiers: true,
    legalComments: 'none',
  };
}
