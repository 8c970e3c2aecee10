import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';

const candidates = [
  process.env.CHROMIUM_PATH ?? '',
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

/** What axe-core finds on the page as it is: rule and first element, nothing when all is well. */
export async function axeFindings(page: Page): Promise<string[]> {
  // Runs in an isolated world of the devtools protocol, where the page's policy does not apply.
  const result = await page.evaluate(`${axe}; axe.run(document, { resultTypes: ['violations'] })`);
  const { violations } = result as { violations: readonly Violation[] };
  return violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html.slice(0, 200)}`);
}

/** True when something is wider than the window. */
export function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth + 1');
}
