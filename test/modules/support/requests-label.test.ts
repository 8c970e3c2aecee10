import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { I18n } from '../../../src/platform/i18n/i18n.js';
import { type SignedInMember, signedInMember } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { browserOf } from './desk.js';

let portal: Portal;
let jana: SignedInMember;

beforeAll(async () => {
  portal = await startPortal({ worker: false, environment: { REQUESTS_LABEL: 'tickets' } });
  jana = await signedInMember(portal, { organizationName: 'Kranich Werke', locale: 'de' });
});
afterAll(() => portal?.close());

describe('what requests are called', () => {
  it('S3.32 is the vendor’s choice in menus, headings and buttons, in every language', async () => {
    const browser = await browserOf(portal, jana);
    for (const [path, label] of [
      ['/requests', 'Neues Ticket'],
      ['/requests/new', 'Neues Ticket'],
      ['/', 'Offene Tickets'],
    ] as const) {
      const { html } = await browser.get(path);
      expect(html).toContain(label);
      expect(html).toMatch(/href="\/requests"[^>]*>(?:(?!<\/a>)[\s\S])*Tickets/);
      expect(html).not.toContain('>Anfragen<');
    }
  });

  it('S3.32 changes no key that is not there, and nothing where nobody chose', () => {
    const [plain, renamed] = [new I18n(), new I18n('tickets')];
    for (const locale of plain.locales) {
      const labels = plain.labelsOf(locale, 'tickets');
      expect(Object.keys(labels).length).toBeGreaterThan(10);
      for (const [key, text] of Object.entries(labels)) {
        expect(plain.has(key)).toBe(true);
        expect(renamed.translator(locale)(key)).toBe(text);
        expect(plain.translator(locale)(key)).not.toBe(text);
      }
    }
  });
});
