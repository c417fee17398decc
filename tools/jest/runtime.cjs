/**
 * Loads packages once a worker instead of once a test file: nine tenths of what a file loads are packages, and loading them took
 * half of a run. Our own modules are evaluated for every file, as jest does it.
 */
const { createRequire, isBuiltin } = require('node:module');
const { sep } = require('node:path');
const { default: Runtime } = require('jest-runtime');

const PACKAGES = `${sep}node_modules${sep}`;
/** jest's own, which belong to a file. */
const OF_JEST = new Set(['@jest/globals']);

module.exports = class SharingRuntime extends Runtime {
  requireModule(from, name, options, isActual) {
    const isOurs = name === undefined || name.startsWith('.') || name.startsWith(sep);
    if (!isOurs && !options?.isInternalModule && !isBuiltin(name) && !OF_JEST.has(name)) {
      const load = createRequire(from);
      if (load.resolve(name).includes(PACKAGES)) return load(name);
    }
    return super.requireModule(from, name, options, isActual);
  }
};
