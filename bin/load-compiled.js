const { readFileSync } = require('node:fs');
const path = require('node:path');
const { Script } = require('node:vm');

/** Modules of Node that most commands never use, though what they load mentions them. */
const RARELY_USED = [
  'child_process',
  'crypto',
  'dgram',
  'fs/promises',
  'module',
  'net',
  'readline',
  'timers/promises',
  'worker_threads',
  'zlib',
];

/** The scripts of commands that end at once, dist/short/NAME.cjs; those that are used most have one of their own. */
const SHORT_PROGRAMS = new Map([
  ...['ping', 'show', 'submit'].map((command) => [command, command]),
  ...['cancel', 'hold', 'release', 'requeue', 'suspend', 'resume', 'diag', 'whoami', 'config', 'token'].map(
    (command) => [command, 'others'],
  ),
]);

/** What scripts export, and the scripts themselves, by file. */
const loaded = new Map();
/** The script that was loaded first. */
let program;

/**
 * What a script exports: a function of CommonJS's variables. Beside it is what V8 made of it when the package was
 * built, which this Node takes where it is the same.
 */
function loadCompiled(file) {
  program ??= path.basename(file, '.cjs');
  const before = loaded.get(file);
  if (before) return before.exports;
  const script = new Script(readFileSync(file, 'latin1'), { filename: file, cachedData: cacheOf(file) });
  const module = { exports: {}, script };
  loaded.set(file, module);
  script.runInThisContext()(module.exports, requireFor(file), module, file, path.dirname(file));
  return module.exports;
}

/** Of what programs have in common each uses another part, and the less is kept of it, the sooner it is read. */
const cacheFile = (file) => `${file}.${program}.${process.version}`;

function cacheOf(file) {
  try {
    return readFileSync(cacheFile(file));
  } catch {
    return undefined;
  }
}

/** A `require`, of the same packages as this module's, that loads {@link RARELY_USED} when something of theirs is used, and other scripts as this one. */
function requireFor(file) {
  return (name) => {
    if (RARELY_USED.includes(name.replace(/^node:/, '')))
      return new Proxy({}, { get: (_, member) => require(name)[member] });
    return name.startsWith('./') ? loadCompiled(path.join(path.dirname(file), name)) : require(name);
  };
}

/** Keeps what V8 has compiled of the scripts that were loaded. */
function keepCompiled(write) {
  for (const [file, { script }] of loaded) write(cacheFile(file), script.createCachedData());
}

module.exports = { loadCompiled, keepCompiled, SHORT_PROGRAMS };
