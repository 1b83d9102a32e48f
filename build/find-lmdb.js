import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** Where LMDB's package is, whose native code is beside it. To have Node resolve it takes longer than to open a store. */
export function lmdbUrl() {
  let folder = __dirname;
  while (path.dirname(folder) !== folder) {
    folder = path.dirname(folder);
    const file = path.join(folder, 'node_modules/lmdb/index.js');
    if (existsSync(file)) return pathToFileURL(file).href;
  }
  return pathToFileURL(createRequire(__filename).resolve('lmdb')).href;
}
