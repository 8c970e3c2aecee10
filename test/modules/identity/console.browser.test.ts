import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { chromiumPath, flaws, launchBrowser, signInAs } from '../../harness/browser.js';
import {
  freshProof,
  keyHolder,
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { unclaimedLicense } from './licensed.js';

(chromiumPath ? describe : describe.skip)('the console for people in the browser', () => {
  let portal: Portal;
  let browser: Browser;
  let administrator: SignedInPerson;
  let member: SignedInMember;
  let holderId: string;
  let tokens: { readonly stop: string; readonly merge: string };

  beforeAll(async () => {
    [portal, browser] = await Promise.all([startPortal(), launchBrowser()]);
    administrator = await signedInStaff(portal, 'administrator');
    const license = await unclaimedLicense(portal);
    const { api } = await keyHolder(portal, license);
    holderId = (await api.get('/api/v1/me')).body.id;
    const organizationName = 'Kestrel Optics';
    member = await signedInMember(portal, { organizationId: license.organizationId, organizationName });
    await freshProof(portal, holderId, 'merge-accounts');
    await api.post('/api/v1/me/merges', { other: member.email });
    await portal.settle();
    const merge = tokenTo(member.email, 'merge');
    await (await signedInStaff(portal)).api.post(`/api/v1/staff/people/${member.userId}/recoveries`, {
      reason: 'Lost the phone with the authenticator, and the password.',
      verifiedBy: 'Called back the number on file.',
      sendTo: 'mira.private@example.com',
      removesFactors: true,
    });
    await portal.settle();
    tokens = { stop: tokenTo(member.email, 'stop-recovery'), merge };
    const invitation = { name: 'Ines Falk', email: 'ines.falk@example.com', role: 'agent' };
    await administrator.api.post('/api/v1/staff/accounts', invitation);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await portal?.close();
  });

  const tokenTo = (address: string, path: string) =>
    new RegExp(`/${path}\\?token=([\\w-]+)`).exec(portal.mailTo(address)?.text ?? '')?.[1] ?? '';

  const readers = {
    staff: () => [
      '/admin/people',
      '/admin/people?query=zzzz',
      `/admin/people/${member.userId}`,
      `/admin/people/${holderId}`,
      `/admin/people/${member.userId}/recovery`,
      '/admin/recoveries',
      '/admin/staff',
      '/admin/staff/new',
      `/admin/staff/${administrator.userId}`,
    ],
    member: () => ['/account', '/account/recovery', '/account/merge', '/admin/people'],
    nobody: () => [
      `/stop-recovery?token=${tokens.stop}`,
      `/merge?token=${tokens.merge}`,
      '/account-recovery?token=over',
    ],
  };

  it.each(['staff', 'member', 'nobody'] as const)(
    'S2.36 pages of %s pass axe and fit, wide and light, narrow and dark',
    async (who) => {
      const page = await (await browser.newContext({ baseURL: portal.baseUrl })).newPage();
      if (who !== 'nobody') await signInAs(page, who === 'staff' ? administrator : member, portal.baseUrl);
      for (const path of readers[who]()) {
        await page.goto(path);
        expect(await flaws(page, path)).toEqual([]);
      }
      await page.context().close();
    },
    120_000,
  );
});
