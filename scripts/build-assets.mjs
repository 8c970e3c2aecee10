// Builds what browsers load: one style sheet, our script, htmx, the font and pictures, each under a name with its
// content's hash (so they can be cached for ever), and the few lucide icons that templates and view models name.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const source = join(root, 'templates', 'assets');
const output = join(root, 'dist', 'public', 'assets');
const packages = createRequire(import.meta.url);

/** What one page may weigh, in bytes; scripts and styles gzipped (ui.md, "Budget per page"). */
const budgets = { '.css': 30 * 1024, '.js': 45 * 1024, '.woff2': 60 * 1024 };
/** Scripts of some pages only; no page loads two of these lines. */
const alternatives = [['passkeys.js'], ['verify.js'], ['uploads.js', 'bundles.js']];

const started = performance.now();
const [styles, scripts, passkeys, uploads, bundles, verify, htmx, font, images, icons] = await Promise.all([
  buildStyles(),
  buildScripts('app.js'),
  buildScripts('passkeys.js'),
  buildScripts('uploads.js'),
  buildScripts('bundles.js'),
  buildScripts('verify.js'),
  readFile(locate('htmx.org', 'dist/htmx.min.js')),
  readFile(locate('@fontsource-variable/inter', 'files/inter-latin-wght-normal.woff2')),
  readImages(),
  collectIcons(),
]);

await rm(output, { recursive: true, force: true });
await mkdir(output, { recursive: true });
const manifest = {};
const built = [];
for (const [name, content] of [['inter-latin.woff2', font], ...images]) await publish(name, content);
await publish('app.css', withHashedAddresses(styles));
await publish('app.js', scripts);
await publish('passkeys.js', passkeys);
await publish('uploads.js', uploads);
await publish('bundles.js', bundles);
await publish('verify.js', verify);
await publish('htmx.js', htmx);
await writeFile(join(root, 'dist', 'public', 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
await writeFile(join(root, 'dist', 'icons.json'), `${JSON.stringify(icons, null, 2)}\n`);
checkBudgets();
report();

async function buildStyles() {
  const target = join(root, 'dist', 'styles.css');
  const cli = join(dirname(locate('@tailwindcss/cli', 'package.json')), 'dist', 'index.mjs');
  const args = [cli, '--input', join(source, 'styles', 'app.css'), '--output', target, '--minify'];
  await promisify(execFile)(process.execPath, args, { cwd: root });
  const css = await readFile(target, 'utf8');
  await rm(target);
  // The Content-Security-Policy is default-src 'self': an embedded picture would not be drawn.
  if (/url\(["']?data:/.test(css))
    throw new Error('The style sheet holds a data: address, which our policy blocks.');
  return css;
}

async function buildScripts(name) {
  const result = await build({
    entryPoints: [join(source, 'scripts', name)],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    legalComments: 'none',
  });
  return result.outputFiles[0].contents;
}

async function readImages() {
  const folder = join(source, 'images');
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    files.map(async (file) => [relative(folder, file).replaceAll('\\', '/'), await readFile(file)]),
  );
}

function withHashedAddresses(css) {
  return css.replace(/asset:([\w./-]+)/g, (_, name) => {
    if (!manifest[name]) throw new Error(`The style sheet names ${name}, which is not among the assets.`);
    return manifest[name];
  });
}

async function publish(name, content) {
  const bytes = Buffer.from(content);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10);
  const hashed = `${name.slice(0, -extname(name).length)}.${hash}${extname(name)}`;
  const target = join(output, hashed);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, bytes);
  manifest[name] = `/assets/${hashed}`;
  const compressed = /\.(css|js|svg)$/.test(name) ? gzipSync(bytes, { level: 9 }).length : bytes.length;
  built.push({ name, bytes: compressed });
}

/**
 * Every string of the templates and of src that is the name of a lucide icon. A word too many costs a line in a file
 * that only the server reads; a template that names an icon that does not exist fails the build.
 */
async function collectIcons() {
  const folder = join(dirname(locate('lucide-static', 'package.json')), 'icons');
  const known = new Set((await readdir(folder)).map((file) => file.replace(/\.svg$/, '')));
  const used = new Set();
  const unknown = [];
  for (const file of [...(await filesBelow('templates', '.hbs')), ...(await filesBelow('src', '.ts'))]) {
    const text = await readFile(file, 'utf8');
    for (const [, name] of text.matchAll(/["']([a-z][a-z0-9-]{0,40})["']/g))
      if (known.has(name)) used.add(name);
    for (const [, name] of text.matchAll(/\bicon(?: |=)"([^"]+)"/g)) {
      if (file.endsWith('.hbs') && !known.has(name)) unknown.push(`${relative(root, file)}: ${name}`);
    }
  }
  if (unknown.length > 0) throw new Error(`No such lucide icon:\n  ${unknown.join('\n  ')}`);
  const entries = [...used]
    .sort()
    .map(async (name) => [name, compact(await readFile(join(folder, `${name}.svg`), 'utf8'))]);
  return Object.fromEntries(await Promise.all(entries));
}

/** The drawing alone: how icons are stroked stands once in the style sheet, not 60 times in a page. */
function compact(svg) {
  const drawing = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'));
  return `<svg viewBox="0 0 24 24">${drawing
    .replace(/\s+/g, ' ')
    .replace(/ ?(\/?>) ?/g, '$1')
    .trim()}</svg>`;
}

async function filesBelow(folder, extension) {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(extension))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** A file of an installed package, whatever its `exports` say. */
function locate(name, file) {
  const folder = packages.resolve.paths(name).map((path) => join(path, name));
  const found = folder.find((path) => {
    try {
      packages.resolve(join(path, 'package.json'));
      return true;
    } catch {
      return false;
    }
  });
  if (!found) throw new Error(`The package ${name} is not installed. Run npm ci.`);
  return join(found, file);
}

function checkBudgets() {
  for (const [extension, limit] of Object.entries(budgets)) {
    const files = built.filter((file) => file.name.endsWith(extension));
    const everywhere = files.filter(({ name }) => !alternatives.flat().includes(name));
    const most = Math.max(
      ...alternatives.map((names) => weight(files.filter(({ name }) => names.includes(name)))),
    );
    const total = weight(everywhere) + most;
    if (total > limit) throw new Error(`${extension} files weigh ${total} bytes; the budget is ${limit}.`);
  }
}

function weight(files) {
  return files.reduce((sum, file) => sum + file.bytes, 0);
}

function report() {
  const sizes = built.map((file) => `${file.name} ${(file.bytes / 1024).toFixed(1)} KB`).join(', ');
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`Assets: ${sizes}, ${Object.keys(icons).length} icons, ${seconds} s\n`);
}
