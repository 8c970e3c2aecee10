import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { verifyCommands } from './verify-commands.js';

const sha256 = 'ab'.repeat(32);
const hostile = "-it's $(touch pwned) `id` \\n.exe";

describe('DL-3 the commands that verify a file', () => {
  it('quote hostile names for POSIX shells', () => {
    const { linux } = verifyCommands({ fileName: hostile, sha256, signature: null }, null);
    const [print = ''] = linux.split(' | ');
    expect(execFileSync('sh', ['-c', print], { encoding: 'utf8' })).toBe(`${sha256}  ./${hostile}\n`);
  });

  it('quote hostile names for PowerShell, also by typographic quotes', () => {
    const { windows } = verifyCommands({ fileName: "a'b\u2019; rm *", sha256, signature: null }, null);
    expect(windows).toContain("-LiteralPath 'a''b\u2019\u2019; rm *')");
  });

  it('leave the signature out where there is none, or no key', () => {
    const file = { fileName: 'a', sha256, signature: null };
    expect(verifyCommands(file, 'PEM').signature).toBeNull();
    expect(verifyCommands({ ...file, signature: 'c2ln' }, null).windowsSignature).toBeNull();
    expect(verifyCommands({ ...file, signature: 'c2ln' }, 'PEM').signature).toContain(
      'openssl pkeyutl -verify',
    );
  });
});
