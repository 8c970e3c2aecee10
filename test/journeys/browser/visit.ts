import { expect } from '@jest/globals';
import type { Browser, BrowserContext, BrowserContextOptions, ConsoleMessage, Page } from 'playwright-core';
import { axeFindings, scrollsSideways } from '../../harness/browser.js';
import type { Portal } from '../../harness/portal.js';

export const desktop = { width: 1440, height: 900 };

/** A phone of 360 px that is touched. */
export const phone: BrowserContextOptions = {
  viewport: { width: 360, height: 740 },
  hasTouch: true,
  isMobile: true,
};

/** A person at a browser of their own. What the browser complains about on the way is kept. */
export class Visit {
  private readonly heard: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  static async begin(browser: Browser, portal: Portal, options: BrowserContextOptions = {}): Promise<Visit> {
    const context = await browser.newContext({
      baseURL: portal.baseUrl,
      locale: 'en-GB',
      viewport: desktop,
      reducedMotion: 'reduce',
      ...options,
    });
    context.setDefaultTimeout(10_000);
    const visit = new Visit(context, await context.newPage());
    visit.listen(portal.baseUrl);
    return visit;
  }

  /** Opens a path and holds the page to what every page promises, but for axe. */
  async open(path: string): Promise<void> {
    await this.page.goto(path);
    await this.isWhole();
  }

  /** The page as it stands: nothing scrolls sideways, one h1, no complaint of the browser. */
  async isWhole(): Promise<void> {
    await this.page.waitForLoadState();
    const found = {
      at: new URL(this.page.url()).pathname,
      sideways: await scrollsSideways(this.page),
      headings: await this.page.locator('h1').count(),
      complaints: this.heard,
    };
    expect(found).toEqual({ at: found.at, sideways: false, headings: 1, complaints: [] });
  }

  /** {@link isWhole}, and axe finds nothing: for what pages.browser.test.ts does not open, as it takes a second. */
  async isSound(): Promise<void> {
    await this.isWhole();
    const at = new URL(this.page.url()).pathname;
    expect({ at, axe: await axeFindings(this.page) }).toEqual({ at, axe: [] });
  }

  /** What the browser complained about so far. */
  complaints(): readonly string[] {
    return this.heard;
  }

  /** Presses a button or link and waits for the page behind it. */
  async press(name: string | RegExp, role: 'button' | 'link' = 'button'): Promise<void> {
    await this.leave(() => this.page.getByRole(role, { name, exact: true }).first().click());
  }

  /** Sends the form that posts to an address, in whatever language it stands. */
  async send(action: string): Promise<void> {
    await this.leave(() =>
      this.form(action).locator('button:not([type="button"], [formaction])').last().click(),
    );
  }

  form(action: string) {
    return this.page.locator(`form[action^="${action}"]`);
  }

  /** Types into fields by their names. */
  async fill(fields: Readonly<Record<string, string>>, action = ''): Promise<void> {
    const place = action ? this.form(action) : this.page.locator('main');
    for (const [name, value] of Object.entries(fields)) await place.locator(`[name="${name}"]`).fill(value);
  }

  async signIn(login: string, password: string): Promise<void> {
    await this.open('/sign-in');
    await this.fill({ login, password }, '/sign-in');
    await this.leave(() => this.page.locator('form[action="/sign-in"] button[type="submit"]').click());
  }

  async signOut(): Promise<void> {
    await this.page.locator('details:has(form[action="/sign-out"]) > summary').click();
    await this.send('/sign-out');
  }

  path(): string {
    const { pathname, search } = new URL(this.page.url());
    return pathname + search;
  }

  async heading(): Promise<string> {
    return ((await this.page.locator('h1').textContent()) ?? '').trim();
  }

  /** What can be read on the page. */
  text(): Promise<string> {
    return this.page.evaluate('document.body.innerText');
  }

  html(): Promise<string> {
    return this.page.content();
  }

  /** Answers like a download manager with this person's cookies. */
  async fetch(path: string, headers: Record<string, string> = {}): Promise<Response> {
    const cookies = await this.context.cookies();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    return fetch(new URL(path, this.page.url()), { headers: { ...headers, cookie } });
  }

  private async leave(act: () => Promise<void>): Promise<void> {
    await Promise.all([this.page.waitForEvent('load'), act()]);
  }

  private listen(baseUrl: string): void {
    this.page.on('console', (message) => {
      if (isComplaint(message, this.page)) this.heard.push(message.text());
    });
    this.page.on('pageerror', (error) => this.heard.push(error.message));
    this.page.on('request', (request) => {
      if (/^(?:https?|wss?):/.test(request.url()) && !request.url().startsWith(baseUrl))
        this.heard.push(`asks another origin: ${request.url()}`);
    });
  }
}

// Chromium also logs the 4xx of a page that is meant to be an error page.
function isComplaint(message: ConsoleMessage, page: Page): boolean {
  const ofThePage =
    message.text().startsWith('Failed to load resource') && message.location().url === page.url();
  return ['error', 'warning'].includes(message.type()) && !ofThePage;
}
