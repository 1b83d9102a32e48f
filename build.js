// `node build.js` bundles src/ into dist/: one chunk a command, so that starting one reads little.
// `node build.js man` writes man/ from the metadata of the commands.
// `node build.js bench [PART]...` runs bench/main.ts;
// `node build.js soak [ARGUMENT]...` runs test/reliability/main.ts.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { writeShortPrograms } from './build/short-programs.js';

/** Ink's link to React's developer tools, which it loads under DEV=true only; the bundle has none. */
const noDevtools = {
  name: 'no-devtools',
  setup(bundler) {
    bundler.onResolve({ filter: /^react-devtools-core$/ }, ({ path: name }) => ({
      path: name,
      namespace: 'none',
    }));
    bundler.onLoad({ filter: /./, namespace: 'none' }, () => ({ contents: 'export default {};' }));
  },
};

/**
 * How everything of this project is bundled; the tests bundle their fixtures alike.
 * @type {import('esbuild').BuildOptions}
 */
export const options = {
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  chunkNames: 'chunks/[name]-[hash]',
  // Native code, and Lua's, finds its own binary beside itself.
  external: ['lmdb', 'koffi', 'wasmoon', 'esbuild'],
  plugins: [noDevtools],
  define: { 'process.env.NODE_ENV': '"production"' },
  // CommonJS packages inside the bundle still `require` what Node brings.
  banner: {
    js: "import { createRequire as createRequire_ } from 'node:module'; const require = createRequire_(import.meta.url);",
  },
  // Names stay as they are: keeping them in spite of short ones costs a call for every function that is made.
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'linked',
  logLevel: 'warning',
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv[2] === 'man') await writeManual();
  else if (process.argv[2] === 'bench') await runBench(process.argv.slice(3));
  else if (process.argv[2] === 'soak') await run('test/reliability/main.ts', process.argv.slice(3));
  else await writeBundle();
}

async function writeBundle() {
  rmSync('dist', { recursive: true, force: true });
  await build({ ...options, entryPoints: { main: 'src/cli/program.ts' }, outdir: 'dist' });
  await writeShortPrograms(options);
  copyPages();
}

/** What browsers load: our own files, and the API reference with its licence. */
function copyPages() {
  cpSync('src/pages/assets', 'dist/pages', { recursive: true });
  const reference = path.dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')));
  for (const name of ['swagger-ui.css', 'swagger-ui-bundle.js', 'swagger-ui-bundle.js.LICENSE.txt'])
    cpSync(path.join(reference, name), path.join('dist/pages', name));
  for (const name of ['LICENSE', 'NOTICE'])
    cpSync(path.join(reference, name), path.join('dist/pages', `swagger-ui.${name}`));
}

async function runBench(args) {
  await run('bench/main.ts', args, {
    'bare-server': 'bench/http/bare-server.ts',
    'queue-program': 'bench/scheduler/queue-program.ts',
    'watched-daemon': 'bench/watch/daemon.ts',
  });
}

/** Bundles a program and runs it. `others` are programs that it runs itself, by the names they get beside it. */
async function run(entry, args, others = {}) {
  // Inside the package, where native code is found.
  const outdir = mkdtempSync('.bench-');
  try {
    const entryPoints = { program: entry, ...others };
    await build({ ...options, minifyWhitespace: false, entryPoints, outdir, legalComments: 'none' });
    const program = path.join(outdir, 'program.js');
    process.exitCode = spawnSync(process.execPath, [program, ...args], { stdio: 'inherit' }).status ?? 1;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

async function writeManual() {
  const outdir = mkdtempSync(path.join(tmpdir(), 'slurmrest-man-'));
  try {
    await build({
      ...options,
      entryPoints: { pages: 'src/cli/manual/pages.ts' },
      outdir,
      legalComments: 'none',
    });
    const { manualPages } = await import(pathToFileURL(path.join(outdir, 'pages.js')).href);
    for (const [name, text] of await manualPages()) writeFileSync(path.join('man', name), text);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
