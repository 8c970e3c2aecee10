import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { newId } from '../../src/kernel/ids.js';
import { armour } from '../../src/modules/licensing/domain/armour.js';
import { fingerprintTag, taggedFingerprint } from '../../src/modules/licensing/domain/fingerprint.js';
import { readKeySet } from '../../src/modules/licensing/domain/key-set.js';
import { chainFact, chainStart } from '../../src/modules/licensing/domain/license-history.js';
import { verifyLicenseFile } from '../../src/modules/licensing/domain/verify-license-file.js';
import { projectRoot } from '../../src/platform/project-root.js';
import { read } from '../architecture/files.js';
import {
  axeFindings,
  chromiumPath,
  colourFindings,
  launchBrowser,
  scrollsSideways,
} from '../harness/browser.js';
import { sample, sampleSaying } from './license-file-samples.js';

const path = 'clients/verifier/latchkey-verifier.html';
const html = read(path);
const address = pathToFileURL(join(projectRoot, path)).href;
const shots = process.env.SHOTS;
const german: Readonly<Record<string, string>> = JSON.parse(read('templates/locales/de/messages.json'));

const { file, keys, fingerprint, validAt } = sample;
const strange = generateKeyPairSync('ed25519').privateKey;
const installation = { id: newId(), fingerprint: taggedFingerprint(fingerprintTag(fingerprint)) };
const at = (instant: string) => new Date(instant);

/** Name, file, keys, fingerprint that is asked for, clock, and the code that must come. */
const cases: readonly (readonly [string, string, string, string, Date, string])[] = [
  ['the published file', file, keys, '', validAt, 'FILE_VALID'],
  ['it, on its machine', file, keys, fingerprint, validAt, 'FILE_VALID'],
  ['it, on another machine', file, keys, 'other', validAt, 'FILE_OF_OTHER_MACHINE'],
  ['a file for a tag', sampleSaying({ installation }), keys, fingerprint, validAt, 'FILE_VALID'],
  ['a file for any machine', sampleSaying({ installation: null }), keys, 'other', validAt, 'FILE_VALID'],
  ['Windows line ends', file.replaceAll('\n', '\r\n'), keys, '', validAt, 'FILE_VALID'],
  ['a line that is missing', file.replace(/\n.{64}\n/, '\n'), keys, '', validAt, 'FILE_CORRUPT'],
  ['a letter that changed', file.replace('eyJhbGci', 'eyJhbGcj'), keys, '', validAt, 'FILE_CORRUPT'],
  ['other words', 'license, please', keys, '', validAt, 'FILE_CORRUPT'],
  ['another key of that name', sampleSaying({}, strange), keys, '', validAt, 'FILE_SIGNATURE_WRONG'],
  ['no key of that name', file, '{"keys":[]}', '', validAt, 'FILE_KEY_UNKNOWN'],
  ['a later format', sampleSaying({ format: 2 }), keys, '', validAt, 'FILE_FORMAT_UNKNOWN'],
  ['the first instant', file, keys, '', at('2026-11-20T09:20:00.000Z'), 'FILE_VALID'],
  ['before the first', file, keys, '', at('2026-11-20T09:19:59.999Z'), 'FILE_NOT_YET_VALID'],
  ['the last instant', file, keys, '', at('2026-12-20T09:29:59.999Z'), 'FILE_VALID'],
  ['the end', file, keys, '', at('2026-12-20T09:30:00.000Z'), 'FILE_EXPIRED'],
  ['an old key', file, keys.replace('null', '"2026-11-25T00:00:00.000Z"'), '', validAt, 'FILE_KEY_EXPIRED'],
  ['an end nobody reads', file, keys.replace('null', '"soon"'), '', validAt, 'FILE_KEY_EXPIRED'],
  ['an encrypted file', armour('ENCRYPTED LICENSE FILE', 'a.b.c'), keys, '', validAt, 'FILE_ENCRYPTED'],
];

describe('the page that checks license files', () => {
  it.each(['style', 'script'])('LI-3 lets nothing but its own %s run, and nothing be fetched', (name) => {
    const [, body = ''] = new RegExp(`<${name}[^>]*>([^]*?)</${name}>`).exec(html) ?? [];
    const [, allowed] = new RegExp(`${name}-src '([^']*)'`).exec(html) ?? [];
    expect(allowed).toBe(`sha256-${createHash('sha256').update(body).digest('base64')}`);
    expect(html).toContain(`content="default-src 'none'; `);
  });
});

(chromiumPath ? describe : describe.skip)('the page that checks license files, from disk', () => {
  let browser: Browser;
  let page: Page;
  const folder = mkdtempSync(join(tmpdir(), 'verifier-'));
  const asked: string[] = [];
  const open = async (options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    const opened = await context.newPage();
    opened.setDefaultTimeout(4_000);
    opened.on('request', (request) => asked.push(request.url()));
    await opened.clock.setFixedTime(validAt);
    await opened.goto(address);
    return opened;
  };
  beforeAll(async () => {
    browser = await launchBrowser();
    page = await open();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  const result = (of: Page) => of.getByRole('status');
  // Each with a name of its own: a browser takes the same names for the same choice.
  let written = 0;
  const choose = async (of: Page, ...texts: readonly string[]) => {
    const paths = texts.map((text) => {
      written += 1;
      const chosen = join(folder, `${written}.txt`);
      writeFileSync(chosen, text);
      return chosen;
    });
    await of.getByLabel('Open files').setInputFiles(paths);
  };

  it.each(cases)('LI-3 says of %s what the portal says', async (_, text, set, machine, now, code) => {
    const check = { text, keys: readKeySet(set) ?? [], fingerprint: machine || null };
    const verdict = verifyLicenseFile(check, now);
    expect(verdict.code).toBe(code);
    await page.clock.setFixedTime(now);
    await page.getByLabel('Fingerprint of the machine').fill(machine);
    await choose(page, text, set);
    const said = result(page).filter({ hasText: code }).filter({ hasText: verdict.detail });
    await said.waitFor();
    const words = (await said.textContent()) ?? '';
    for (const sentence of [...verdict.because, ...verdict.remedy])
      if (!/\dT\d\d:/.test(sentence)) expect(words).toContain(sentence);
    expect(words.includes('LK7Q-3M8D-X2PA-9R4T')).toBe(verdict.file !== null);
  });

  it('LI-3 takes a pasted file with its key set, dropped files, and finds a key set in the wrong place', async () => {
    const fresh = await open();
    await result(fresh).getByText('Nothing to check yet.').waitFor();
    await fresh.getByLabel('License file or history').fill(`\n${file}\n\n`);
    await result(fresh).getByText('The key set is missing.').waitFor();
    await fresh.getByLabel('Key set of the portal').fill('{}');
    await result(fresh).getByText('This is not a key set.').waitFor();
    await fresh.getByLabel('License file or history').fill(keys);
    await fresh.evaluate(
      `document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: (() => {
        const carried = new DataTransfer();
        carried.items.add(new File([${JSON.stringify(file)}], 'LK7Q.license'));
        return carried;
      })() }))`,
    );
    await result(fresh).getByText('This license file may be used.').waitFor();
    await fresh.context().close();
  });

  it('LI-3 shows what a file says as text, never as markup', async () => {
    const claims = { organization: '<img src=x onerror=alert(1)>', constructor: { a: 1 } };
    await page.clock.setFixedTime(validAt);
    await page.getByLabel('Fingerprint of the machine').fill('');
    await choose(page, sampleSaying({ claims }), keys);
    await result(page).getByText('<img src=x onerror=alert(1)>').waitFor();
    expect(await page.locator('img').count()).toBe(0);
  });

  it('LI-3 LI-6 checks the history of a license, and the hash that was kept', async () => {
    const licenseId = newId();
    let previous = chainStart(licenseId);
    const kinds = ['license-issued', 'installation-activated', 'license-renewed'];
    const chain = kinds.map((kind, index) => {
      const fact = { kind, at: `2026-11-2${index}T09:00:00.000Z`, data: {} };
      const { place, entry, hash } = chainFact({ licenseId, place: index + 1, previous, fact });
      previous = hash;
      return { place, entry, hash: hash.toString('hex') };
    });
    const lines = chain.map((entry) => JSON.stringify(entry));
    await choose(page, lines.join('\n'));
    await result(page).getByText('The chain holds.').waitFor();
    const kept = page.getByLabel('Hash that you kept');
    await kept.fill(chain[1]?.hash ?? '');
    await result(page).getByText('It contains the hash that you kept.').waitFor();
    await choose(page, lines.slice(0, 1).join('\n'));
    await result(page).getByText('The hash that you kept is not in this chain.').waitFor();
    for (const broken of [
      [lines[0], lines[2]],
      [lines[0], lines[1]?.replace('activated', 'released')],
    ]) {
      await choose(page, broken.join('\n'));
      await result(page).getByText('The chain breaks at entry 2.').waitFor();
    }
    await kept.fill('');
    await choose(page, file, keys);
    await result(page).getByText('FILE_VALID').waitFor();
  });

  it('LI-3 says how large a file may be, and what to do with a larger one', async () => {
    const large = join(folder, 'backup.iso');
    writeFileSync(large, '');
    truncateSync(large, 64_000_001);
    await page.getByLabel('Open files').setInputFiles(large);
    await result(page).getByText('The file backup.iso is too large to check here.').waitFor();
    await result(page).getByText('It has 65 MB; this page takes up to 64 MB.').waitFor();
    await result(page).getByText('make sure that you chose the right file').waitFor();
  });

  it('LI-3 speaks German with the words of the portal, and passes axe, wide and narrow, light and dark', async () => {
    const fresh = await open({ locale: 'de-AT', colorScheme: 'dark' });
    expect(await fresh.locator('html').getAttribute('lang')).toBe('de');
    await fresh.getByLabel('Lizenzdatei oder Verlauf').fill(file);
    await fresh.getByLabel('Schlüssel des Portals').fill(keys);
    await result(fresh)
      .getByText(german['This license file may be used.'] ?? 'missing')
      .waitFor();
    for (const width of [1440, 360]) {
      await fresh.setViewportSize({ width, height: 900 });
      if (shots) await fresh.screenshot({ path: `${shots}/verifier-de-dark-${width}.png`, fullPage: true });
      expect(await axeFindings(fresh)).toEqual([]);
      expect(await scrollsSideways(fresh)).toBe(false);
    }
    await fresh.emulateMedia({ colorScheme: 'light' });
    expect(await colourFindings(fresh)).toEqual([]);
    await fresh.getByLabel('Lizenzdatei oder Verlauf').fill('x');
    await result(fresh)
      .getByText(german['This is not a whole license file.'] ?? 'missing')
      .waitFor();
    if (shots) await fresh.screenshot({ path: `${shots}/verifier-de-light-360.png`, fullPage: true });
    expect(await colourFindings(fresh)).toEqual([]);
    await fresh.context().close();
  });

  it('LI-3 asked for nothing but itself', () => {
    expect(new Set(asked)).toEqual(new Set([address]));
  });
});
