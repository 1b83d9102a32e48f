const { existsSync, readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');
const { Script } = require('node:vm');

/** Modules of Node that most commands never use, though what they load mentions them. */
const RARELY_USED = ['node:child_process', 'node:fs/promises', 'node:readline'];

/** A script that is a function of CommonJS's variables, as V8 can keep it compiled; run it to get what it exports. */
function compile(file, cachedData) {
  const script = new Script(readFileSync(file, 'latin1'), { filename: file, cachedData });
  const run = () => {
    const module = { exports: {} };
    script.runInThisContext()(module.exports, lazy(createRequire(file)), module, file, path.dirname(file));
    return module.exports;
  };
  return { script, run };
}

/** A `require` that loads {@link RARELY_USED} when something of theirs is used. */
function lazy(require) {
  return (name) =>
    RARELY_USED.includes(name) ? new Proxy({}, { get: (_, member) => require(name)[member] }) : require(name);
}

/**
 * What a script exports. Beside it is what V8 made of it when the package was built, which this Node takes where it
 * is the same.
 */
function loadCompiled(file) {
  const cache = `${file}.${process.version}`;
  return compile(file, existsSync(cache) ? readFileSync(cache) : undefined).run();
}

module.exports = { compile, loadCompiled };
