import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** Where a package is, as a file in it. To have Node resolve it takes longer than to open a store. */
export function findPackage(name, from) {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const file = path.join(folder, 'node_modules', name, 'package.json');
    if (existsSync(file)) return file;
    if (path.dirname(folder) === folder) return createRequire(path.join(from, 'any.js')).resolve(name);
  }
}

/** LMDB's; where Node had to resolve it, the file is one of its folder `dist`. */
export function lmdbFolder() {
  return path.dirname(findPackage('lmdb', __dirname)).replace(/[/\\]dist$/, '');
}

/** What `import.meta.url` is in LMDB. */
export function lmdbUrl() {
  return pathToFileURL(path.join(lmdbFolder(), 'package.json')).href;
}
