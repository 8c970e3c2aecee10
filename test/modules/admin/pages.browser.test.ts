import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { newId } from '../../../src/kernel/ids.js';
import { chromiumPath, flaws, launchBrowser, signInAs } from '../../harness/browser.js';
import { signedInMember, signedInStaff } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';

(chromiumPath ? describe : describe.skip)('the console in the browser', () => {
  let portal: Portal;
  let browser: Browser;
  beforeAll(async () => {
    [portal, browser] = await Promise.all([startPortal(), launchBrowser()]);
    const member = await signedInMember(portal);
    const mail = 'maximiliane.wachtmeister-hohenstein@konstruktionsbuero-nordwest.example';
    await portal.sql('update identity.user set email = $1 where id = $2', [mail, member.userId]);
    for (let times = 0; times < 4; times += 1)
      await portal.api().post('/api/v1/password-resets', { login: mail });
    await portal.settle();
    await portal.sql(
      `update platform.mail_delivery m set status = t.status, last_error = t.error, bounce_status = t.code
       from (select id, row_number() over (order by id) as place from platform.mail_delivery) n
         join (values (1, 'failed', 'Error: 550 5.1.1 mailbox unavailable', null), (2, 'doubtful', null, null),
           (3, 'bounced', null, '5.1.1')) t (place, status, error, code) on t.place = n.place
       where m.id = n.id`,
    );
    await portal.sql(
      `insert into platform.job (id, key, name, data, run_at, check_after, rounds, error)
       values ($1, $2, 'downloads.pack-bundle', '{}', now(), null, 24,
         'TypeError at modules/downloads/application/bundles/pack-bundle.ts:141')`,
      [newId(), `downloads.pack-bundle ${newId()}`],
    );
    const event = { id: newId(), name: 'licensing.release-request-closed', payload: {} };
    await portal.sql(
      `insert into platform.dead_letter (id, event_id, subscriber, event, error, attempts) values ($1, $2,
         'notifications.tell-of-a-decided-release-request', $3,
         'TypeError at modules/notifications/application/tell-person.ts:88', 8)`,
      [newId(), event.id, event],
    );
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await portal?.close();
  });

  it.each(['en', 'de'])('AD-1 shows all that goes wrong at every width, in %s', async (locale) => {
    const context = await browser.newContext({ baseURL: portal.baseUrl });
    const page = await context.newPage();
    await signInAs(page, await signedInStaff(portal, 'administrator'), portal.baseUrl);
    await context.addCookies([{ name: 'latchkey-locale', value: locale, url: portal.baseUrl }]);
    for (const path of ['/admin', '/admin/operations']) {
      expect((await page.goto(path))?.status()).toBe(200);
      expect(await flaws(page, path)).toEqual([]);
    }
    expect(await page.locator('section:has(#troubled-mails) tbody tr').count()).toBe(3);
    await context.close();
  });
});
