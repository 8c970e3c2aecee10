import { gzipSync } from 'node:zlib';
import { pixel } from '../desk.js';

/** What is expected of a mail of the corpus. */
export interface Hard {
  readonly name: string;
  readonly raw: Buffer;
  /** `reply`: as from the recipient, to the reply address. `open`: from the customer, to the mailbox. */
  readonly outcome: 'taken' | 'held' | 'automatic';
  readonly reason?: string;
  /** The whole message, or what it must contain. */
  readonly body?: string | RegExp;
  readonly quoted?: RegExp;
  readonly files?: readonly string[];
  readonly leftOut?: readonly string[];
  readonly subject?: string;
}

export interface Corpus {
  /** The customer's proved address. */
  readonly from: string;
  /** The customer's reply address of a request. */
  readonly to: string;
}

type Expected = Omit<Hard, 'name' | 'raw' | 'outcome'> & { readonly outcome?: Hard['outcome'] };
type Fields = Readonly<Record<string, string | null>>;

const pixel64 = pixel.toString('base64');
const base64 = (text: string | Buffer): string =>
  Buffer.from(text)
    .toString('base64')
    .replace(/(.{76})/g, '$1\r\n');

/** Mails that are hard to read, made for this project: one line each says what is hard about it. */
export function makeCorpus({ from, to }: Corpus): readonly Hard[] {
  const mails: Hard[] = [];
  const add = (name: string, head: Fields, body: string | Buffer, expected: Expected = {}): void => {
    const fields = {
      From: `Mira Solberg <${from}>`,
      To: to,
      Subject: 'Re: [R-1] The installer stops',
      'Message-ID': `<corpus-${mails.length}@fjord.example>`,
      Date: 'Thu, 26 Nov 2026 10:00:00 +0100',
      'MIME-Version': '1.0',
      'Content-Type': 'text/plain; charset=utf-8',
      ...head,
    };
    const lines = Object.entries(fields).flatMap(([key, value]) =>
      value === null ? [] : [`${key}: ${value}\r\n`],
    );
    const bytes = typeof body === 'string' ? Buffer.from(body.replace(/\r?\n/g, '\r\n')) : body;
    const raw = Buffer.concat([Buffer.from(`${lines.join('')}\r\n`), bytes]);
    mails.push({ outcome: 'taken', name, raw, ...expected });
  };
  charsets(add);
  structures(add);
  heads(add, from);
  quotes(add, to);
  automatic(add);
  broken(add);
  return mails;
}

type Add = (name: string, head: Fields, body: string | Buffer, expected?: Expected) => void;

function charsets(add: Add): void {
  const said = (charset: string, bytes: Buffer, body: string | RegExp) =>
    add(
      `text in ${charset}`,
      { 'Content-Type': `text/plain; charset=${charset}`, 'Content-Transfer-Encoding': '8bit' },
      bytes,
      { body },
    );
  said('utf-8', Buffer.from('Grüße, 日本語 🎉'), 'Grüße, 日本語 🎉');
  said('iso-8859-1', Buffer.from('Gr\u00fc\u00dfe', 'latin1'), 'Grüße');
  said('ISO-8859-15', Buffer.from([0x31, 0x30, 0x20, 0xa4]), '10 €');
  said('windows-1252', Buffer.from([0x93, 0x71, 0x94, 0x20, 0x80]), '“q” €');
  said('windows-1251', Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]), 'Привет');
  said('koi8-r', Buffer.from([0xf0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4]), 'Привет');
  said('gb18030', Buffer.from([0xc4, 0xe3, 0xba, 0xc3]), '你好');
  said('GB2312', Buffer.from([0xc4, 0xe3, 0xba, 0xc3]), '你好');
  said('big5', Buffer.from([0xa7, 0x41, 0xa6, 0x6e]), '你好');
  said('shift_jis', Buffer.from([0x82, 0xb1, 0x82, 0xf1, 0x82, 0xc9, 0x82, 0xbf, 0x82, 0xcd]), 'こんにちは');
  said('euc-jp', Buffer.from([0xa4, 0xb3, 0xa4, 0xf3]), 'こん');
  said('iso-2022-jp', Buffer.from([0x1b, 0x24, 0x42, 0x24, 0x33, 0x24, 0x73, 0x1b, 0x28, 0x42]), 'こん');
  said('euc-kr', Buffer.from([0xbe, 0xc8, 0xb3, 0xe7]), '안녕');
  said('utf-16le', Buffer.from('Hallo', 'utf16le'), /^Hallo/);
  add(
    'text in a charset that nobody knows',
    { 'Content-Type': 'text/plain; charset=x-unknown' },
    'plain words',
    { body: /plain words/ },
  );
  add(
    'text that is not what its charset says',
    { 'Content-Type': 'text/plain; charset=utf-8' },
    Buffer.from([0x61, 0xff, 0xfe, 0x62]),
    { body: /^a.*b$/s },
  );
  add('text with NUL in it', {}, Buffer.from('before\0after'), { body: 'beforeafter' });
  add(
    'quoted-printable with soft breaks',
    { 'Content-Transfer-Encoding': 'quoted-printable' },
    'Sch=C3=B6n, sehr =\nsch=C3=B6n',
    { body: 'Schön, sehr schön' },
  );
  add('quoted-printable that is broken', { 'Content-Transfer-Encoding': 'quoted-printable' }, 'a =ZZ b =', {
    body: /a .*b/,
  });
  add('base64 text', { 'Content-Transfer-Encoding': 'base64' }, base64('Hallo Welt'), { body: 'Hallo Welt' });
  add('base64 with rubbish in it', { 'Content-Transfer-Encoding': 'base64' }, 'SGFs!!bG8g\n*V2VsdA==', {
    body: /Hal/,
  });
  add('a transfer encoding that nobody knows', { 'Content-Transfer-Encoding': 'x-uuencode' }, 'plain words', {
    body: /plain words/,
  });
  add(
    'flowed text',
    { 'Content-Type': 'text/plain; charset=utf-8; format=flowed' },
    'one line that \ngoes on',
    { body: /one line that\s+goes on/ },
  );
}

function structures(add: Add): void {
  const multi = (kind: string): Fields => ({ 'Content-Type': `multipart/${kind}; boundary="b"` });
  const part = (head: string, body: string): string => `--b\n${head}\n\n${body}\n`;
  const text = part('Content-Type: text/plain', 'See the file.');
  const picture = (name: string) =>
    part(
      `Content-Type: image/png\nContent-Disposition: attachment; ${name}\nContent-Transfer-Encoding: base64`,
      pixel64,
    );
  add(
    'HTML only',
    { 'Content-Type': 'text/html; charset=utf-8' },
    '<p>Hello <b>you</b></p><script>alert(1)</script><style>p{}</style>',
    { body: 'Hello you' },
  );
  add(
    'HTML only, quoting in a blockquote',
    { 'Content-Type': 'text/html' },
    '<div>Done.</div><div>On Thu, Nov 26, 2026 at 9:14 Acme wrote:<br></div><blockquote>Install 3.2.1.</blockquote>',
    { body: 'Done.', quoted: /> Install/ },
  );
  add(
    'HTML nested deeper than any page',
    { 'Content-Type': 'text/html' },
    `${'<div>'.repeat(3_000)}deep${'</div>'.repeat(3_000)}shallow`,
    { body: /./ },
  );
  add(
    'text and HTML',
    multi('alternative'),
    `${part('Content-Type: text/plain', 'Plain.')}${part('Content-Type: text/html', '<p>Rich.</p>')}--b--`,
    { body: 'Plain.' },
  );
  add(
    'an empty text beside HTML',
    multi('alternative'),
    `${part('Content-Type: text/plain', ' ')}${part('Content-Type: text/html', '<p>Rich.</p>')}--b--`,
    { body: 'Rich.' },
  );
  add(
    'a file with a name in words of RFC 2231',
    multi('mixed'),
    `${text}${picture("filename*=utf-8''Bild%20%C3%A4.png")}--b--`,
    { body: 'See the file.', files: ['Bild ä.png'] },
  );
  add(
    'a file with a name in encoded words',
    multi('mixed'),
    `${text}${picture('filename="=?utf-8?B?QmlsZCDDpC5wbmc=?="')}--b--`,
    { files: ['Bild ä.png'] },
  );
  add(
    'a file with a name in pieces',
    multi('mixed'),
    `${text}${picture('filename*0="long"; filename*1="name.png"')}--b--`,
    { files: ['longname.png'] },
  );
  add(
    'a file that wants to leave its folder',
    multi('mixed'),
    `${text}${picture('filename="../../etc/passwd"')}--b--`,
    { files: ['passwd'] },
  );
  add(
    'a file without a name',
    multi('mixed'),
    `${text}--b\nContent-Type: image/png\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64\n\n${pixel64}\n--b--`,
    { files: ['image.png'] },
  );
  add(
    'a program that says it is a picture',
    multi('mixed'),
    `${text}--b\nContent-Type: image/png; name="a.png"\nContent-Disposition: attachment; filename="a.png"\nContent-Transfer-Encoding: base64\n\n${base64(Buffer.from('4d5a90000300000004000000ffff0000b8', 'hex'))}\n--b--`,
    { body: 'See the file.', files: [], leftOut: ['a.png'] },
  );
  add(
    'a file of one line end',
    multi('mixed'),
    `${text}--b\nContent-Type: text/plain; name="a.log"\nContent-Disposition: attachment; filename="a.log"\n\n\n--b--`,
    { files: ['a.log'], body: 'See the file.' },
  );
  add(
    'a picture in the text',
    multi('related'),
    `${part('Content-Type: text/html', '<p>Look: <img src="cid:a"></p>')}--b\nContent-Type: image/png\nContent-ID: <a>\nContent-Disposition: inline; filename="shot.png"\nContent-Transfer-Encoding: base64\n\n${pixel64}\n--b--`,
    { body: 'Look:', files: ['shot.png'] },
  );
  add('only a file', multi('mixed'), `${picture('filename="only.png"')}--b--`, {
    body: '[The mail has no text.]',
    files: ['only.png'],
  });
  add(
    'a file packed with gzip',
    multi('mixed'),
    `${text}--b\nContent-Type: application/gzip\nContent-Disposition: attachment; filename="a.gz"\nContent-Transfer-Encoding: base64\n\n${base64(gzipSync('log'))}\n--b--`,
    { files: [], leftOut: ['a.gz'] },
  );
  add(
    'an invitation',
    multi('mixed'),
    `${text}${part('Content-Type: text/calendar; method=REQUEST; charset=utf-8', 'BEGIN:VCALENDAR\nEND:VCALENDAR')}--b--`,
    { files: [], leftOut: ['invitation.ics'] },
  );
  add(
    'a mail in the mail',
    multi('mixed'),
    `${text}${part('Content-Type: message/rfc822', 'From: a@b.example\nSubject: inner\n\ninner words')}--b--`,
    { body: 'See the file.', files: ['message.eml'] },
  );
  add(
    'what Outlook packs into TNEF',
    multi('mixed'),
    `${text}--b\nContent-Type: application/ms-tnef; name="winmail.dat"\nContent-Disposition: attachment; filename="winmail.dat"\nContent-Transfer-Encoding: base64\n\n${base64(Buffer.from('789f3e2201000690080004000000', 'hex'))}\n--b--`,
    { body: 'See the file.', files: [], leftOut: ['winmail.dat'] },
  );
  add(
    'more files than a message takes',
    multi('mixed'),
    `${text}${Array.from({ length: 12 }, (_, at) => picture(`filename="p${at}.png"`)).join('')}--b--`,
    { files: Array.from({ length: 10 }, (_, at) => `p${at}.png`), leftOut: ['p10.png', 'p11.png'] },
  );
  add(
    'parts inside of parts',
    multi('mixed'),
    `--b\nContent-Type: multipart/related; boundary="c"\n\n--c\nContent-Type: multipart/alternative; boundary="d"\n\n--d\nContent-Type: text/plain\n\nInner words.\n--d--\n--c--\n${picture('filename="p.png"')}--b--`,
    { body: 'Inner words.', files: ['p.png'] },
  );
  add(
    'signed with S/MIME',
    {
      'Content-Type':
        'multipart/signed; protocol="application/pkcs7-signature"; micalg=sha-256; boundary="b"',
    },
    `${text}--b\nContent-Type: application/pkcs7-signature; name="smime.p7s"\nContent-Disposition: attachment; filename="smime.p7s"\nContent-Transfer-Encoding: base64\n\n${base64(Buffer.from('3082000000', 'hex'))}\n--b--`,
    { body: 'See the file.', leftOut: ['smime.p7s'] },
  );
}

function heads(add: Add, from: string): void {
  add('no Message-ID', { 'Message-ID': null, Subject: 'No id' }, 'Words without an id.', {
    body: 'Words without an id.',
    subject: 'No id',
  });
  add('no Date and no Subject', { Date: null, Subject: null }, 'Bare words.', { body: 'Bare words.' });
  add(
    'a subject in encoded words',
    { Subject: '=?utf-8?Q?Gr=C3=BC=C3=9Fe?= =?iso-8859-1?Q?_aus_K=F6ln?=' },
    'Hi.',
    { subject: 'Grüße aus Köln' },
  );
  add('a subject over many lines', { Subject: 'one\r\n two\r\n\tthree' }, 'Hi.', {
    subject: 'one two three',
  });
  add('a subject longer than any', { Subject: 'x'.repeat(5_000) }, 'Hi.', { subject: 'x'.repeat(400) });
  add('a sender in capitals', { From: `MIRA <${from.toUpperCase()}>` }, 'Loud.', { body: 'Loud.' });
  add('a sender without a name', { From: from }, 'Bare.', { body: 'Bare.' });
  add('a sender with a comma in the name', { From: `"Solberg, Mira" <${from}>` }, 'Comma.', {
    body: 'Comma.',
  });
  add('a name that is the address of somebody else', { From: `"${from}" <x@evil.example>` }, 'Forged.', {
    outcome: 'held',
    reason: 'unconfirmed-sender',
  });
  add('another address in Reply-To', { 'Reply-To': 'x@evil.example' }, 'Still me.', { body: 'Still me.' });
  add('no sender', { From: null }, 'Nobody.', { outcome: 'held', reason: 'unconfirmed-sender' });
  add(
    'a thousand references',
    { References: Array.from({ length: 1_000 }, (_, at) => `<r${at}@x.example>`).join('\r\n ') },
    'Long thread.',
    { body: 'Long thread.' },
  );
  add('a header that goes on for ever', { 'X-Long': 'y'.repeat(300_000) }, 'Words.', {
    outcome: 'held',
    reason: 'unreadable',
  });
  add('nothing in it', {}, ' \n', { outcome: 'held', reason: 'empty' });
}

function quotes(add: Add, to: string): void {
  add(
    'an answer above a quote',
    {},
    `Done.\n\nOn Thu, Nov 26, 2026 at 9:14 AM Latchkey <\n${to}> wrote:\n\n> Install 3.2.1.\n`,
    { body: 'Done.', quoted: /> Install/ },
  );
  add(
    'an answer below a quote',
    {},
    'Am 26.11.26 um 09:14 schrieb Latchkey:\n> Install 3.2.1.\n\nErledigt.',
    { body: 'Erledigt.', quoted: /> Install/ },
  );
  add('answers between the lines', {}, '> A?\nYes.\n> B?\nNo.', { body: '> A?\nYes.\n> B?\nNo.' });
  add(
    'an answer above the head of an earlier mail',
    {},
    `Fait.\n\nDe : Latchkey <${to}>\nEnvoyé : jeudi\nÀ : Mira\nObjet : Re\n\nInstallez`,
    { body: 'Fait.', quoted: /Installez/ },
  );
  add('a text longer than a message', {}, 'word '.repeat(10_000), {
    body: /^(?:word ){3999}word\s?$/,
    files: ['message.txt'],
  });
}

function automatic(add: Add): void {
  const aside = (reason: string): Expected => ({ outcome: 'automatic', reason });
  add(
    'an automatic answer as RFC 3834 marks it',
    { 'Auto-Submitted': 'auto-replied' },
    'I am away.',
    aside('auto-reply'),
  );
  add('an automatic answer as others mark it', { 'X-Autoreply': 'yes' }, 'I am away.', aside('auto-reply'));
  add(
    'an automatic answer that only its subject tells',
    { Subject: 'Automatische Antwort: [R-1]' },
    'Bin weg.',
    aside('auto-reply'),
  );
  add('an automatic answer of an old server', { Precedence: 'auto_reply' }, 'Away.', aside('auto-reply'));
  add('what a program sends', { 'Auto-Submitted': 'auto-generated' }, 'Report.', aside('bulk'));
  add('a newsletter', { Precedence: 'bulk', 'List-Id': '<news.x.example>' }, 'News.', aside('bulk'));
  add('a mailing list', { 'List-Id': '<list.x.example>' }, 'Post.', aside('bulk'));
  add(
    'a bounce',
    {
      From: 'MAILER-DAEMON@x.example',
      'Content-Type': 'multipart/report; report-type=delivery-status; boundary="b"',
    },
    '--b\nContent-Type: text/plain\n\nNot delivered.\n--b\nContent-Type: message/delivery-status\n\nStatus: 5.1.1\n--b--',
    aside('bounce'),
  );
  add(
    'a bounce that is only text',
    { From: 'postmaster@x.example', 'X-Failed-Recipients': 'a@b.example' },
    'Not delivered.',
    aside('bounce'),
  );
  add(
    'a receipt',
    { 'Content-Type': 'multipart/report; report-type=disposition-notification; boundary="b"' },
    '--b\nContent-Type: text/plain\n\nRead.\n--b--',
    aside('bounce'),
  );
  add(
    'one of our own mails',
    { 'Message-ID': '<0193a1b2-0000-7000-8000-000000000001@latchkey.test>' },
    'Ours.',
    aside('loop'),
  );
  add('a mail that says it is not automatic', { 'Auto-Submitted': 'no' }, 'By hand.', { body: 'By hand.' });
}

function broken(add: Add): void {
  const multi: Fields = { 'Content-Type': 'multipart/mixed; boundary="b"' };
  add('parts that never end', multi, '--b\nContent-Type: text/plain\n\nCut off her', { body: 'Cut off her' });
  add('a boundary that never comes', multi, 'Only a preamble.', { outcome: 'held', reason: 'empty' });
  add('no boundary at all', { 'Content-Type': 'multipart/mixed' }, 'Words without parts.', {
    outcome: 'held',
    reason: 'empty',
  });
  add('a content type that is none', { 'Content-Type': ';;;=?' }, 'Words anyway.', {
    body: '[The mail has no text.]',
    files: ['file'],
  });
  add(
    'parts deeper than any honest mail',
    { 'Content-Type': 'multipart/mixed; boundary="b0"' },
    Array.from(
      { length: 100 },
      (_, at) => `--b${at}\nContent-Type: multipart/mixed; boundary="b${at + 1}"\n\n`,
    ).join(''),
    { outcome: 'held', reason: 'unreadable' },
  );
  add(
    'bytes instead of words',
    { 'Content-Type': 'application/octet-stream' },
    Buffer.from([0, 1, 2, 255, 254]),
    { body: '[The mail has no text.]', leftOut: ['file'] },
  );
  add('lines that end with CR alone', {}, Buffer.from('one\rtwo'), { body: /one.two/s });
}
