import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { TestEnvironment } from 'jest-environment-node';
import { loadedModules } from './shared-modules.mjs';

/** What the application throws and makes is of these, so tests compare with them. */
const shared = {
  Date,
  Error,
  EvalError,
  Map,
  RangeError,
  Reflect,
  RegExp,
  Set,
  SyntaxError,
  TypeError,
  URIError,
};

/** Jest's, with the application as this worker has loaded it for its first test file. */
export default class SharedModulesEnvironment extends TestEnvironment {
  #folder;

  constructor(config, context) {
    super(config, context);
    this.#folder = config.projectConfig.testEnvironmentOptions.modules;
  }

  async setup() {
    await super.setup();
    await import('reflect-metadata');
    this.global[loadedModules] = await import(pathToFileURL(join(this.#folder, 'all.js')).href);
    Object.assign(this.global, shared);
    // The application reads its settings from the real one.
    this.global.process.env = process.env;
  }
}
