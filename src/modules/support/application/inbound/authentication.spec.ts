import { describe, expect, it } from '@jest/globals';
import { authenticationOf } from './authentication.js';
import type { ParsedMail } from './parse-mail.js';

const mailOf = (results: readonly string[], address: string | null = 'mira@fjord.example'): ParsedMail => ({
  headers: new Map([['authentication-results', results]]),
  from: address === null ? null : { name: 'Mira', address },
  subject: '',
  messageId: null,
  answers: [],
  text: '',
  files: [],
});
const ours = 'mx.vendor.example';

describe('what is believed of who sent a mail', () => {
  it.each([
    ['passed', 'dmarc=pass header.from=fjord.example'],
    ['passed', 'dkim=fail header.d=news.example; dmarc=pass (p=reject) header.from=fjord.example'],
    ['passed', 'spf=pass smtp.mailfrom=bounce@fjord.example'],
    ['passed', 'dkim=pass (2048-bit key) header.i=@fjord.example'],
    ['failed', 'dmarc=fail (p=none) header.from=fjord.example'],
    ['failed', 'spf=pass smtp.mailfrom=fjord.example; dmarc=fail'],
    ['failed', 'spf=fail smtp.mailfrom=fjord.example'],
    ['unknown', 'spf=pass smtp.mailfrom=elsewhere.example'],
    ['unknown', 'dkim=pass header.d=elsewhere.example'],
    ['unknown', 'dkim=pass header.d=jord.example'],
    ['unknown', 'dkim=pass header.d=example'],
    ['unknown', 'spf=softfail smtp.mailfrom=fjord.example'],
    ['unknown', 'none'],
    ['unknown', '(dmarc=pass; spf=pass smtp.mailfrom=fjord.example)'],
  ])('SU-5 %s: %s', (verdict, result) => {
    expect(authenticationOf(mailOf([`${ours}; ${result}`]), ours)).toBe(verdict);
  });

  it('SU-5 a signature of the domain that the address lies in counts, one of a domain below it does not', () => {
    const signed = (domain: string) =>
      mailOf([`${ours}; dkim=pass header.d=${domain}`], 'mira@post.fjord.example');
    expect(authenticationOf(signed('fjord.example'), ours)).toBe('passed');
    expect(authenticationOf(signed('a.post.fjord.example'), ours)).toBe('unknown');
  });

  it.each([
    ['another server', 'mx.elsewhere.example; dmarc=pass', ours],
    ['a server whose name ours begins with', 'mx.vendor.example.evil.example; dmarc=pass', ours],
    ['a server that only mentions ours', 'evil.example; x=mx.vendor.example; dmarc=pass', ours],
    ['our server, while none is named', `${ours}; dmarc=pass`, null],
  ])('SU-5 nobody believes %s', (_, header, server) => {
    expect(authenticationOf(mailOf([header]), server)).toBe('unknown');
  });

  it('SU-5 reads the name of the server in any case, with a version, among headers of others', () => {
    const headers = ['evil.example; dmarc=fail', 'MX.Vendor.Example 1; DMARC=Pass'];
    expect(authenticationOf(mailOf(headers), ours)).toBe('passed');
    expect(authenticationOf(mailOf(headers, null), ours)).toBe('unknown');
  });
});
