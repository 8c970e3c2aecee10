import { decorators } from './scripts/bundle.mjs';
import { sharedModules, stubPaths } from './test/harness/shared-modules.mjs';

const modules = await sharedModules();

/** @type {import('jest').Config} */
export default {
  testEnvironment: '<rootDir>/test/harness/environment.mjs',
  testEnvironmentOptions: { modules },
  testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/test/architecture/fixtures/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/test/architecture/fixtures/'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { ...stubPaths(modules), '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': ['@swc/jest', decorators],
  },
  // Where the next run finds it, unlike the folder for temporary files.
  cacheDirectory: '<rootDir>/.latchkey/jest',
  globalSetup: '<rootDir>/test/harness/global-setup.mjs',
  globalTeardown: '<rootDir>/test/harness/global-teardown.mjs',
  testSequencer: '<rootDir>/test/harness/longest-first.mjs',
  testTimeout: 120_000,
  maxWorkers: 2,
  workerIdleMemoryLimit: '1500MB',
};
