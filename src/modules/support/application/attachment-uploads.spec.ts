import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { attachmentType } from './attachment-type.js';
import { cleanName } from './attachment-uploads.js';

const png = Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010806000000', 'hex');

describe('what an attachment is', () => {
  it.each([
    ['a picture', png, 'image/png'],
    ['a PDF', Buffer.from('%PDF-1.7\n%âãÏÓ\n'), 'application/pdf'],
    ['a log', Buffer.from('09:00 started\n09:01 stopped\n'), 'text/plain; charset=utf-8'],
    ['a page, which stays text', Buffer.from('<script>alert(1)</script>'), 'text/plain; charset=utf-8'],
    ['a UTF-16 log', Buffer.from('\ufeffstarted', 'utf16le'), 'text/plain; charset=utf-8'],
    ['a gzip, which is never unpacked to see what is in it', gzipSync('09:00 started\n'), null],
    ['a program', Buffer.from('4d5a90000300000004000000ffff0000', 'hex'), null],
    ['bytes of no kind', Buffer.from([1, 0, 2, 0, 3]), null],
  ])('tells %s by its content', async (_what, head, type) => {
    expect(await attachmentType(head)).toBe(type);
  });

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\a\\crash.log', 'crash.log'],
    ['line\r\nbreak\u202e.png', 'linebreak.png'],
    ['', 'file'],
    ['\ud800', '\ufffd'],
    [`${'x'.repeat(300)}.png`, 'x'.repeat(200)],
  ])('takes %j as the name %j', (given, name) => {
    expect(cleanName(given)).toBe(name);
  });
});
