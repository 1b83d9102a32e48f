import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Where musl is the C library, or may be. */
const MUSL_LOADER = '/lib/ld-musl-x86_64.so.1';

/**
 * LMDB's native code. The place where npm puts it on most machines is tried first: to look through all where it may be
 * takes longer than to open a store.
 * @param folder of the package
 */
export function nativeLmdb(folder) {
  const file = usualFile(folder);
  if (file && existsSync(file)) return require(file);
  return createRequire(path.join(folder, 'package.json'))('node-gyp-build-optional-packages')(folder);
}

/** Undefined where another file is meant: other machines, and who has built their own. */
function usualFile(folder) {
  if (process.platform !== 'linux' || process.arch !== 'x64' || existsSync(MUSL_LOADER)) return undefined;
  if (process.env.LMDB_PREBUILD || existsSync(path.join(folder, 'build'))) return undefined;
  const name = `@lmdb/lmdb-linux-x64/node.abi${process.versions.modules}.glibc.node`;
  return path.join(path.dirname(folder), name);
}
