/**
 * Runs tests in the worker's own realm, instead of one a file: packages loaded for an earlier file can then serve the next one
 * (see runtime.cjs), whose `Error` and `Date` they share. Every file still evaluates our own modules anew.
 */
const vm = require('node:vm');
const { LegacyFakeTimers, ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');

/** Stands for the worker's own realm, for which node:vm has no name. */
const OWN_REALM = {};
const { compileFunction } = vm;
vm.compileFunction = (code, parameters, { parsingContext, ...options }) =>
  compileFunction(code, parameters, parsingContext === OWN_REALM ? options : { ...options, parsingContext });

module.exports = class OwnRealmEnvironment {
  constructor({ projectConfig }) {
    this.global = globalThis;
    this.context = OWN_REALM;
    this.before = new Set(Object.getOwnPropertyNames(globalThis));
    Object.assign(globalThis, projectConfig.globals);
    // What packages collected about the classes of an earlier file.
    globalThis.TypeGraphQLMetadataStorage?.clear();
    delete globalThis.typeormMetadataArgsStorage;
    this.moduleMocker = new ModuleMocker(globalThis);
    const timerConfig = {
      idToRef: (id) => ({ id, ref: () => this, unref: () => this }),
      refToId: (timer) => timer?.id,
    };
    this.fakeTimers = new LegacyFakeTimers({
      config: projectConfig,
      global: globalThis,
      moduleMocker: this.moduleMocker,
      timerConfig,
    });
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
  }

  async setup() {}

  async teardown() {
    this.fakeTimersModern.dispose();
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return this.context;
  }
};
