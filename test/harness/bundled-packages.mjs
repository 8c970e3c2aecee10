/*
 * Every test file loads the whole application anew, and with it 2,000 modules of its dependencies. As a few files they
 * load in a third of the time. The bundle is made once per lockfile; each test file evaluates it for itself, so nothing
 * is shared between them. The processes that tests spawn run on the packages as they are installed.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** What loads slowly, and whatever shares an instance with it: a package must not be in the tests twice. */
const packages = [
  '@fastify/compress',
  '@fastify/cookie',
  '@fastify/etag',
  '@fastify/multipart',
  '@fastify/static',
  '@mikro-orm/core',
  '@mikro-orm/decorators/legacy',
  '@mikro-orm/migrations',
  '@mikro-orm/nestjs',
  '@mikro-orm/postgresql',
  '@nestjs/common',
  '@nestjs/common/constants.js',
  '@nestjs/core',
  '@nestjs/jwt',
  '@nestjs/passport',
  '@nestjs/platform-fastify',
  '@nestjs/swagger',
  '@simplewebauthn/server',
  'bullmq',
  'fastify',
  'file-type',
  'handlebars',
  'helmet',
  'ioredis',
  'jose',
  'markdown-it',
  'nodemailer',
  'passport-jwt',
  'passport-local',
  'pg',
  'prom-client',
  'qrcode',
  'rate-limiter-flexible',
  'rxjs',
  'sanitize-html',
  'uuid',
  'zod',
];

/** Jest's `moduleNameMapper` for the bundled packages; makes the bundle when the lockfile has none yet. */
export async function bundledPackages() {
  const folder = join(root, '.latchkey', `packages-${fingerprint()}`);
  if (!existsSync(folder)) await bundleInto(folder);
  return Object.fromEntries(packages.map((name) => [`^${name}$`, join(folder, fileOf(name))]));
}

// Decorators run before anything that the bundle imports, because its parts come in no promised order. CommonJS asks for
// Node's own modules, and for packages that are not there.
const preface = `import 'reflect-metadata';
import { createRequire as requireOf } from 'node:module';
const require = requireOf(import.meta.url);
`;

const fileOf = (name) => `${name.replace(/[@.]/g, '').replaceAll('/', '-')}.mjs`;

function fingerprint() {
  const hash = createHash('sha256').update(process.version);
  for (const file of ['package-lock.json', 'test/harness/bundled-packages.mjs'])
    hash.update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 12);
}

async function bundleInto(folder) {
  const draft = `${folder}.${process.pid}`;
  mkdirSync(join(draft, 'entries'), { recursive: true });
  for (const name of packages) writeFileSync(join(draft, 'entries', fileOf(name)), await entryOf(name));
  await build({
    entryPoints: packages.map((name) => join(draft, 'entries', fileOf(name))),
    outdir: draft,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minifyWhitespace: true,
    minifySyntax: true,
    // As Node itself resolves them.
    conditions: ['node'],
    external: ['reflect-metadata'],
    banner: { js: preface },
    plugins: [installedOnly],
    logLevel: 'error',
  });
  rmSync(join(draft, 'entries'), { recursive: true });
  try {
    renameSync(draft, folder);
  } catch {
    // Another run was quicker.
    rmSync(draft, { recursive: true, force: true });
  }
}

// CommonJS has no names that a bundler could export, so Node says which ones it gives.
async function entryOf(name) {
  const names = Object.keys(await import(name)).filter(
    (key) => /^[A-Za-z_$][\w$]*$/.test(key) && key !== '__esModule',
  );
  return `export { ${names.join(', ')} } from '${name}';\n`;
}

/** What a package asks for in vain, as optional companions, is asked for at run time, in vain again. */
const installedOnly = {
  name: 'installed-only',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^[^./]/ }, async ({ path, pluginData, ...rest }) => {
      if (pluginData === 'asked' || isBuiltin(path)) return null;
      const { errors } = await resolve(path, { ...pick(rest), pluginData: 'asked' });
      return errors.length > 0 ? { path, external: true } : null;
    });
  },
};

const pick = ({ importer, namespace, resolveDir, kind, with: attributes }) => ({
  importer,
  namespace,
  resolveDir,
  kind,
  with: attributes,
});
