// Bundles src/ into dist/: one chunk a command, so that starting one reads little and few files.
import { rmSync } from 'node:fs';
import { build } from 'esbuild';

rmSync('dist', { recursive: true, force: true });

await build({
  entryPoints: { main: 'src/cli/main.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  chunkNames: 'chunks/[name]-[hash]',
  // Native code finds its own binary beside itself.
  external: ['lmdb', 'koffi'],
  // Only for a debugger of ink that is not installed.
  alias: { 'react-devtools-core': './src/ui/no-devtools.ts' },
  // CommonJS packages inside the bundle still `require` what Node brings.
  banner: {
    js: "import { createRequire as createRequire_ } from 'node:module'; const require = createRequire_(import.meta.url);",
  },
  minify: true,
  keepNames: true,
  legalComments: 'linked',
  logLevel: 'warning',
});
