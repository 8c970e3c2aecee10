import { statSync } from 'node:fs';

/** What waits for Chromium, or for processes to start, runs longer than its file is long. */
const slow = /\.browser\.test\.ts$|\/test\/operations\//;

/**
 * The order of test files: those that take long first, so that at the end no worker waits for the other. Jest's own
 * order knows durations only where the tests have run before, which is never so on a fresh clone.
 */
export default class LongestFirst {
  sort(tests) {
    const weight = new Map(
      tests.map(({ path }) => [path, statSync(path).size + (slow.test(path) ? 1e9 : 0)]),
    );
    return [...tests].sort((a, b) => weight.get(b.path) - weight.get(a.path));
  }

  cacheResults() {}
}
