import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { PageClient } from './clients.js';

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
      // No script of ours or of axe's lives long enough on a page to earn back what optimizing it takes.
      '--js-flags=--no-opt,--no-maglev',
    ],
  });
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// The rules whose outcome hangs on colours alone; all others say the same in both themes.
const colourRules = ['color-contrast', 'link-in-text-block'];

/** What axe-core finds on the page as it is: rule and first element, nothing when all is well. */
export function axeFindings(page: Page): Promise<string[]> {
  return runAxe(page, 'document', {});
}

/** What axe-core finds of colours only: for a page that was held to everything in its other theme. */
export function colourFindings(page: Page, context = 'document'): Promise<string[]> {
  return runAxe(page, context, { runOnly: { type: 'rule', values: colourRules } });
}

async function runAxe(page: Page, context: string, options: object): Promise<string[]> {
  // Through the devtools protocol, where the page's policy does not apply. Where it goes next, the page has it already:
  // as the same script of the same process, which Chromium has compiled.
  if (!(await page.evaluate('"axe" in window'))) {
    await page.addInitScript({ content: axe });
    await page.evaluate(axe);
  }
  // Style sheets would be read for a rule that is off. All that axe says of what is well stays in the page.
  const given = JSON.stringify({ resultTypes: ['violations'], preload: { assets: ['media'] }, ...options });
  return page.evaluate<string[]>(
    `axe.run(${context}, ${given}).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ': ' + nodes[0]?.html.slice(0, 200)))`,
  );
}

const shots = process.env.SHOTS;

/** Both sizes and both themes, though not each with each: colours hang on no size, and nothing else on a theme. */
const views = [
  [{ width: 360, height: 740 }, 'dark'],
  [{ width: 1440, height: 900 }, 'light'],
] as const;

// What only a wide window shows is the navigation, and that is the same on every page of a face.
const soundFaces = new Set<string>();

/**
 * What is wrong with the page, on a phone in the dark and on a desk in the light; nothing when all is well. It is only
 * resized: loading it again, and axe into it, takes longer than all the rules. On the desk all rules are asked for the
 * first page of each face, and those of colours for the content of the others. SHOTS names a folder for pictures.
 */
export async function flaws(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  const face = await page.evaluate<string>(faceOf);
  for (const [size, colorScheme] of views) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    if (shots) await page.screenshot({ path: pictureOf(shots, name, size.width), fullPage: true });
    const isAsked = colorScheme === 'dark' || !soundFaces.has(face);
    const here = isAsked ? await axeFindings(page) : await colourFindings(page, content);
    here.push(...(await tooWide(page)));
    found.push(...here.map((flaw) => `${name} (${size.width}, ${colorScheme}) ${flaw}`));
  }
  // Between a phone and a desk tables are tightest; nothing else differs there.
  await page.setViewportSize({ width: 768, height: 900 });
  found.push(...(await tooWide(page)).map((flaw) => `${name} (768) ${flaw}`));
  soundFaces.add(face);
  return found;
}

// A card clips the table that is too wide for it, which no scroll bar tells.
const clippedTables = `[...document.querySelectorAll('.lk-table-wrap')]
  .filter((wrap) => wrap.firstElementChild.offsetWidth > wrap.clientWidth + 1)
  .map((wrap) => 'a table is cut off: ' + wrap.querySelector('caption').textContent)`;

async function tooWide(page: Page): Promise<string[]> {
  const sideways = (await scrollsSideways(page)) ? ['scrolls sideways'] : [];
  return [...sideways, ...(await page.evaluate<string[]>(clippedTables))];
}

// Customers, staff and those who are signed out have navigations of their own.
const faceOf = `[...document.querySelectorAll('.lk-brand, .lk-nav-link')].map((link) => link.pathname).join(' ')`;
const content = `{ exclude: ['.lk-topbar', '.lk-nav'] }`;

const pictureOf = (folder: string, name: string, width: number): string =>
  `${folder}/${name.replace(/[^\w-]+/g, '_')}-${width}.png`;

/** Lets the browser be who signed in over HTTP: for tests that are about anything but signing in. */
export async function signInAs(
  page: Page,
  { visitor }: { readonly visitor: PageClient },
  baseUrl: string,
): Promise<void> {
  const cookies = [...visitor.cookies].map(([name, value]) => ({ name, value, url: baseUrl }));
  await page.context().addCookies(cookies);
}

/** True when something is wider than the window. */
export function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth + 1');
}
