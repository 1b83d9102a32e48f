// What the short programs have of packages.
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Modules behind oclif's parser that nothing comes to, or that only colour and wrap what src/cli/usage-error.ts joins again. */
const PARSER_STUBS = {
  debug: 'module.exports = () => Object.assign(() => {}, { enabled: false });',
  help: 'module.exports = {};',
  screen: 'exports.stdtermwidth = 80;',
  theme: 'exports.colorize = (_, text) => text;',
  errors: `exports.CLIError = class CLIError extends Error {
    constructor(error, { exit = 2 } = {}) {
      super(error instanceof Error ? error.message : error);
      this.oclif = { exit };
    }
  };`,
};

/** oclif's parser without its help, its colours and its own way of telling errors, which take longer to load than all else. */
export const parserOnly = {
  name: 'parser-only',
  setup(bundler) {
    const filter = /^(?:debug|\.\.?\/(?:ux\/)?(?:help|screen|theme|errors))$/;
    bundler.onResolve({ filter }, ({ path: name, importer }) => {
      const own = importer.includes('/@oclif/core/lib/') && !/parser\/(?:parse|validate)\.js$/.test(importer);
      const stem = path.basename(name);
      return own || name === 'debug' ? { path: stem, namespace: 'parser-stub' } : undefined;
    });
    bundler.onLoad({ filter: /./, namespace: 'parser-stub' }, ({ path: stem }) => ({
      contents: PARSER_STUBS[stem],
    }));
  },
};

/** The kinds of schema this project has. */
const KINDS = [
  'Array',
  'Boolean',
  'Integer',
  'Literal',
  'Null',
  'Number',
  'Object',
  'Optional',
  'Record',
  'String',
  'Union',
];

/** typebox without the kinds of schema that nobody uses. */
export const usedKinds = {
  name: 'used-kinds',
  setup(bundler) {
    bundler.onResolve({ filter: /^@sinclair\/typebox$/ }, ({ resolveDir, pluginData }) =>
      pluginData === 'all' ? undefined : { path: resolveDir, namespace: 'used-kinds' },
    );
    bundler.onLoad({ filter: /./, namespace: 'used-kinds' }, ({ path: resolveDir }) => ({
      contents: `import { ${KINDS.map((kind) => `${kind} as Make${kind}`)} } from '@sinclair/typebox';
        export const Type = { ${KINDS.map((kind) => `${kind}: Make${kind}`)} };`,
      resolveDir,
      pluginData: 'all',
    }));
  },
};

/** LMDB's JavaScript, compiled with the rest; it goes on finding its native code beside the package. */
export const withLmdb = {
  name: 'with-lmdb',
  setup(bundler) {
    // A faster reader of strings, for long tables: to look for it takes longer than to read a short one. And a form of
    // records that nobody uses.
    bundler.onResolve({ filter: /^(?:msgpackr-extract|\.\/struct\.js)$/ }, ({ path: name, importer }) =>
      importer.includes('/node_modules/msgpackr') ? { path: name, namespace: 'unused' } : undefined,
    );
    bundler.onLoad({ filter: /./, namespace: 'unused' }, () => ({ contents: 'module.exports = undefined;' }));
    bundler.onLoad({ filter: /\/node_modules\/ordered-binary\/index\.js$/ }, ({ path: file }) => ({
      contents: keysText(file),
    }));
    const own = Object.entries({
      lmdbFolder: 'find-package.js',
      lmdbUrl: 'find-package.js',
      nativeLmdb: 'native-lmdb.js',
    }).map(
      ([member, file]) =>
        `import { ${member} } from ${JSON.stringify(path.join(import.meta.dirname, file))};\n`,
    );
    bundler.onLoad({ filter: /\/node_modules\/lmdb\/(?:native|node-index|open)\.js$/ }, ({ path: file }) => ({
      contents: own.join('') + lmdbText(file),
    }));
  },
};

function lmdbText(file) {
  return (
    readFileSync(file, 'utf8')
      // Of its own `require` it has need for encodings nobody uses.
      .replace("import { createRequire } from 'node:module';", '')
      .replace('let require = createRequire(import.meta.url);', '')
      // To make a URL of its folder and a folder of that takes longer than to find it.
      .replace("dirname(fileURLToPath(import.meta.url)).replace(/dist$/, '')", 'lmdbFolder()')
      .replaceAll('import.meta.url', 'lmdbUrl()')
      .replace("import loadNAPI from 'node-gyp-build-optional-packages';", '')
      .replace('loadNAPI(dirName)', 'nativeLmdb(dirName)')
  );
}

/** The reader and writer of keys, with the function that it makes as text and evaluates; so that is compiled, too. */
function keysText(file) {
  const text = readFileSync(file, 'utf8');
  const [maker] = /^function makeStringBuilder\(\) \{$.*?^\}$/ms.exec(text);
  const made = new Function('fromCharCode', `${maker} return makeStringBuilder();`)(String.fromCharCode);
  return text.replace('eval(makeStringBuilder())', () => `(${made})`);
}
