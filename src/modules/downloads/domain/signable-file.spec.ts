import { describe, expect, it } from '@jest/globals';
import { beginningBytes, passesForSomethingElse } from './signable-file.js';

const passes = (content: string | Buffer) => {
  const bytes = Buffer.from(content as string, 'latin1');
  return passesForSomethingElse(bytes.subarray(0, beginningBytes), bytes.length);
};
const encoded = (value: string) => Buffer.from(value).toString('base64url');
const feed = (header: string) => `${encoded(header)}.${encoded('{"counter":9}'.repeat(20))}`;
const header = '{"alg":"EdDSA","kid":"k","typ":"latchkey-update-feed"}';

describe('DL-1 what a release key signs as a file', () => {
  it.each([
    ['a feed', feed(header)],
    ['a feed whose header begins with a space', feed(` \n${header}`)],
    ['a feed with a long header', feed(header.replace('{', `{"x":"${'y'.repeat(9_000)}",`))],
    ['64 bytes, as long as a hash', Buffer.alloc(64, 0xab)],
  ])('DL-1 is never %s', (_what, content) => {
    expect(passes(content)).toBe(true);
  });

  it.each([
    ['an installer', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])],
    [
      'a tar of a long name',
      Buffer.concat([Buffer.from('x'.repeat(100)), Buffer.from('0000644\0'), Buffer.alloc(99)]),
    ],
    ['a script', `#!/bin/sh\n${'exit 0\n'.repeat(30)}`],
    ['a text', 'Read me first. '.repeat(20)],
    ['a short word', 'v1.0.0'],
    ['63 bytes', Buffer.alloc(63)],
  ])('DL-1 may be %s', (_what, content) => {
    expect(passes(content)).toBe(false);
  });
});
