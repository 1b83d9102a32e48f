// `node build.js` bundles src/ into dist/: one chunk a command, so that starting one reads little.
// `node build.js man` writes man/ from the metadata of the commands.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const options = {
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  chunkNames: 'chunks/[name]-[hash]',
  // Native code finds its own binary beside itself.
  external: ['lmdb', 'koffi'],
  // CommonJS packages inside the bundle still `require` what Node brings.
  banner: {
    js: "import { createRequire as createRequire_ } from 'node:module'; const require = createRequire_(import.meta.url);",
  },
  minify: true,
  keepNames: true,
  legalComments: 'linked',
  logLevel: 'warning',
};

if (process.argv[2] === 'man') await writeManual();
else await writeBundle();

async function writeBundle() {
  rmSync('dist', { recursive: true, force: true });
  await build({ ...options, entryPoints: { main: 'src/cli/main.ts' }, outdir: 'dist' });
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
