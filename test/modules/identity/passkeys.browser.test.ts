import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TOTP } from 'otpauth';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { chromiumPath, flaws, launchBrowser } from '../../harness/browser.js';
import { freshProof, goodPassword, type SignedInMember, signedInMember } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';

/** An authenticator in the browser, whose person always touches it. */
class Device {
  private constructor(
    private readonly session: CDPSession,
    private readonly authenticatorId: string,
  ) {}

  static async pluggedInto(page: Page): Promise<Device> {
    const session = await page.context().newCDPSession(page);
    await session.send('WebAuthn.enable');
    const options = {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    } as const;
    const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', { options });
    return new Device(session, authenticatorId);
  }

  /** Whether it recognizes its person: by finger, face or PIN. */
  async recognizes(isUserVerified: boolean): Promise<void> {
    await this.session.send('WebAuthn.setUserVerified', {
      authenticatorId: this.authenticatorId,
      isUserVerified,
    });
  }

  /** Whether it is touched as soon as it asks, or not at all. */
  async isTouched(enabled: boolean): Promise<void> {
    const { authenticatorId } = this;
    await this.session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
  }

  async passkeys() {
    const { authenticatorId } = this;
    return (await this.session.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
  }

  async unplug(): Promise<void> {
    await this.session.send('WebAuthn.disable');
  }
}

/** In the page: what it asks passkeys for, and what it takes back. */
const noteQuestions = `
  const note = (what) =>
    sessionStorage.setItem('questions', [sessionStorage.getItem('questions'), what].filter(Boolean).join(' '));
  const get = navigator.credentials.get.bind(navigator.credentials);
  navigator.credentials.get = (options) => {
    note(options.mediation ?? 'required');
    options.signal.addEventListener('abort', () => note('aborted'));
    return get(options);
  };`;
const suggestNothing = 'PublicKeyCredential.isConditionalMediationAvailable = async () => false;';
const questions = async (page: Page): Promise<string[]> =>
  (await page.evaluate(() => sessionStorage.getItem('questions') ?? '')).split(' ');

(chromiumPath ? describe : describe.skip)('passkeys in the browser', () => {
  let portal: Portal;
  let browser: Browser;
  beforeAll(async () => {
    [portal, browser] = await Promise.all([startPortal({ host: 'localhost' }), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await portal?.close();
  });

  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const at = (page: Page, path: string) => page.waitForURL(`${portal.baseUrl}${path}`);
  const typePassword = async (page: Page, { email }: SignedInMember) => {
    await page.goto('/sign-in');
    await page.getByLabel('E-mail address or username').fill(email);
    await page.locator('#f-password').fill(goodPassword);
    await press(page, 'Sign in');
  };
  const signOut = async (page: Page) => {
    await page.goto('/account');
    await page.locator('summary', { hasText: 'Mira Solberg' }).click();
    await press(page, 'Sign out');
    await page.waitForURL(/\/sign-in/);
  };
  /** @param suggests false: a browser that suggests no passkeys; the device answers a suggestion at once */
  const signedIn = async ({ suggests } = { suggests: false }) => {
    const person = await signedInMember(portal);
    const context = await browser.newContext({ baseURL: portal.baseUrl, reducedMotion: 'reduce' });
    await context.addInitScript({ content: suggests ? noteQuestions : suggestNothing });
    const page = await context.newPage();
    await typePassword(page, person);
    await at(page, '/');
    await freshProof(portal, person.userId, 'change-second-factor');
    return { page, person };
  };
  const make = async (page: Page, name: string) => {
    await page.goto('/account/passkeys/new');
    await page.locator('#f-name').fill(name);
    await press(page, 'Make the passkey');
  };
  const withPasskey = async (about = { suggests: false }) => {
    const { page, person } = await signedIn(about);
    const device = await Device.pluggedInto(page);
    await make(page, 'Work laptop');
    await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
    await page.evaluate(() => sessionStorage.clear());
    return { page, person, device };
  };

  it('ID-2 A8 registers a passkey, and signs in with it without typing anything', async () => {
    const { page, device, person } = await withPasskey();
    expect(await device.passkeys()).toEqual([
      expect.objectContaining({ isResidentCredential: true, rpId: 'localhost' }),
    ]);
    await signOut(page);
    await press(page, 'Sign in with a passkey');
    await at(page, '/');
    await page.goto('/account');
    const ways = await portal.sql(
      'select method from identity.session where user_id = $1 and ended_at is null',
      [person.userId],
    );
    expect(ways).toEqual([{ method: 'passkey' }]);
    await page.context().close();
  });

  it('ID-2 suggests passkeys for the login field, and signs in with the one that is taken', async () => {
    const { page, person } = await withPasskey({ suggests: true });
    await signOut(page);
    await at(page, '/');
    expect(await questions(page)).toEqual(['conditional']);
    const ways = await portal.sql(
      'select method from identity.session where user_id = $1 and ended_at is null',
      [person.userId],
    );
    expect(ways).toEqual([{ method: 'passkey' }]);
    await portal.sql('delete from identity.passkey where user_id = $1', [person.userId]);
    await signOut(page);
    // Refused, and not suggested again: a device that answers by itself would be refused for ever.
    await page.getByText('this passkey was not accepted').waitFor();
    expect(await questions(page)).toEqual(['conditional', 'conditional']);
    await page.context().close();
  });

  it('ID-2 ends the suggestions when the button is pressed, and asks under another challenge', async () => {
    const { page, device } = await withPasskey({ suggests: true });
    await device.isTouched(false);
    await signOut(page);
    await page.waitForFunction(() => sessionStorage.getItem('questions') === 'conditional');
    // What waits already goes on waiting; the next question is answered at once.
    await device.isTouched(true);
    await press(page, 'Sign in with a passkey');
    await at(page, '/');
    expect(await questions(page)).toEqual(['conditional', 'aborted', 'required']);
    await page.context().close();
  });

  it('ID-2 A8 takes it as the second step, and refuses a person whom the device does not know', async () => {
    const { page, device, person } = await withPasskey();
    await signOut(page);
    await typePassword(page, person);
    await at(page, '/sign-in/mfa');
    await device.recognizes(false);
    await press(page, 'Use a passkey');
    await page.locator('[data-passkey-failed]').waitFor();
    expect(await flaws(page, 'mfa-passkey-failed')).toEqual([]);
    expect(new URL(page.url()).pathname).toBe('/sign-in/mfa');
    await device.recognizes(true);
    await press(page, 'Use a passkey');
    await at(page, '/');
    await page.context().close();
  });

  it('ID-2 ID-6 takes it as the proof, makes none twice, renames and removes it', async () => {
    const { page, person } = await withPasskey();
    await portal.sql('delete from identity.step_up where user_id = $1', [person.userId]);
    await page.goto('/account/passkeys/new');
    await at(page, '/step-up?action=change-second-factor&next=%2Faccount%2Fpasskeys%2Fnew');
    expect(await flaws(page, 'step-up-passkey')).toEqual([]);
    await press(page, 'Use a passkey');
    await at(page, '/account/passkeys/new');
    await make(page, 'The same device');
    await page.locator('[data-passkey-failed]').waitFor();
    await page.goto('/account/passkeys');
    await page.getByRole('link', { name: 'Work laptop' }).click();
    await page.locator('#f-name').fill('Laptop on the desk');
    await press(page, 'Save');
    await page.getByRole('link', { name: 'Laptop on the desk' }).click();
    await press(page, 'Remove the passkey');
    await page.getByText('No passkey yet').waitFor();
    await signOut(page);
    await press(page, 'Sign in with a passkey');
    await page.getByText('this passkey was not accepted').waitFor();
    expect(await flaws(page, 'sign-in-passkey-refused')).toEqual([]);
    await page.context().close();
  });

  it('S2.40 ID-2 pages of second factors pass axe in each state', async () => {
    const { page, person } = await signedIn();
    const look = async (path: string, name: string) => {
      await page.goto(path);
      expect(await flaws(page, name)).toEqual([]);
    };
    await look('/account/mfa', 'mfa-off');
    await look('/account/passkeys', 'passkeys-none');
    const device = await Device.pluggedInto(page);
    await look('/account/passkeys/new', 'passkeys-new');
    await make(page, 'Work laptop');
    await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
    expect(await flaws(page, 'recovery-codes-new')).toEqual([]);
    await device.unplug();
    await Device.pluggedInto(page);
    await make(page, 'Security key on the ring with all the other keys');
    await at(page, '/account/passkeys');
    expect(await flaws(page, 'passkeys-two')).toEqual([]);
    await page.getByRole('link', { name: 'Work laptop' }).click();
    expect(await flaws(page, 'passkey')).toEqual([]);
    await page.goto('/account/mfa');
    const secret = (await page.locator('code').first().textContent()) ?? '';
    const timestamp = portal.clock.now().getTime();
    await page.locator('#f-code').fill(new TOTP({ secret: secret.trim() }).generate({ timestamp }));
    await press(page, 'Turn on');
    await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
    await look('/account/mfa', 'mfa-on');
    await look('/account/recovery-codes', 'recovery-codes');
    await look('/account/remembered-devices', 'remembered-none');
    const agent = 'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) Safari/605.1.15';
    await portal.sql(
      `insert into identity.remembered_device (id, user_id, token_hash, user_agent, created_at, expires_at)
       values (gen_random_uuid(), $1, 'hash', $2, $3, $3::timestamptz + interval '30 days')`,
      [person.userId, agent, portal.clock.now()],
    );
    await look('/account/remembered-devices', 'remembered-one');
    expect(await page.getByText('Safari, iPhone').isVisible()).toBe(true);
    await page.context().close();
  }, 90_000);
});
