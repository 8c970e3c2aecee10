import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';

// The shell is Chromium without a window system: the same engine at half the processor time.
const candidates = [
  process.env.CHROMIUM_PATH ?? '',
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The Chromium of this machine, or null: then the browser tests are skipped and counted. */
export const chromiumPath: string | null = candidates.find((path) => path !== '' && existsSync(path)) ?? null;

if (!chromiumPath) {
  process.stderr.write(
    'SKIPPED: no Chromium on this machine, so the browser tests do not run. Install it or set CHROMIUM_PATH.\n',
  );
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath ?? '',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      '--no-first-run',
    ],
  });
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

// The rules whose outcome hangs on colours alone; all others say the same in both themes.
const colourRules = ['color-contrast', 'link-in-text-block'];

/** What axe-core finds on the page as it is: rule and first element, nothing when all is well. */
export function axeFindings(page: Page): Promise<string[]> {
  return runAxe(page, {});
}

/** What axe-core finds of colours only: for a page that was held to everything in its other theme. */
export function colourFindings(page: Page): Promise<string[]> {
  return runAxe(page, { runOnly: { type: 'rule', values: colourRules } });
}

async function runAxe(page: Page, options: object): Promise<string[]> {
  // Through the devtools protocol, where the page's policy does not apply; once per page, because it is large.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe);
  const given = JSON.stringify({ resultTypes: ['violations'], ...options });
  const { violations } = await page.evaluate<{ violations: readonly Violation[] }>(
    `axe.run(document, ${given})`,
  );
  return violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html.slice(0, 200)}`);
}

/** True when something is wider than the window. */
export function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth + 1');
}
