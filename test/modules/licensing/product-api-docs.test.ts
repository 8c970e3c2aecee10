import { describe, expect, it } from '@jest/globals';
import { verdictCodes } from '../../../src/modules/licensing/domain/verdict.js';
import { read } from '../../architecture/files.js';

describe('the document of the product API', () => {
  it('LI-2 explains every verdict, in the order in which they are decided', () => {
    const explained = [...read('docs/product-api.md').matchAll(/^\| `([A-Z_]+)` \|/gm)].map(
      ([, code]) => code,
    );
    expect(explained).toEqual([...verdictCodes]);
  });
});
