/*
 * A test file of Jest's loads the whole application anew, which takes longer than most files' tests, and then runs code
 * that no compiler has seen before. So the application and its packages are one bundle, which each worker loads once
 * (test/harness/environment.mjs), and test files find it under the paths of src: what they import there is a stub that
 * hands on the names of the loaded module. Specs beside the code load what they test by themselves.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle, root } from '../../scripts/bundle.mjs';

/** Where the stubs find what is loaded. */
export const loadedModules = 'latchkeyModules';

const dayMs = 86_400_000;

/** What tests import, too: a package must not be there twice. */
const packages = [
  '@aws-sdk/client-s3',
  '@fastify/cookie',
  '@mikro-orm/core',
  '@mikro-orm/decorators/legacy',
  '@mikro-orm/migrations',
  '@mikro-orm/postgresql',
  '@nestjs/common',
  '@nestjs/common/constants.js',
  '@nestjs/core',
  '@nestjs/platform-fastify',
  '@nestjs/swagger',
  '@node-rs/argon2',
  'bullmq',
  'fast-check',
  'fastify',
  'fflate',
  'handlebars',
  'ioredis',
  'jose',
  'mailparser',
  'nodemailer',
  'otpauth',
  'pg',
  'pino',
  'playwright-core',
  'prom-client',
  'reflect-metadata',
  'rxjs',
  'smtp-server',
  'standardwebhooks',
  'uuid',
  'zod',
];

/** Programs run when they are imported. */
const programs = /^src\/(?:main|worker|cli|demo)\.ts$|\.(?:spec|worker|d)\.ts$/;

/** Makes the bundle unless it is there for this very code. @returns its folder */
export async function sharedModules() {
  const sources = globSync('{src,migrations}/**/*.ts', { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !programs.test(path))
    .sort();
  const folder = join(root, '.latchkey', `modules-${fingerprint(sources)}`);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.${process.pid}`;
  await bundleInto(draft, sources);
  removeOld();
  try {
    renameSync(draft, folder);
  } catch (error) {
    // Another run of the same code was first.
    if (!existsSync(folder)) throw error;
    rmSync(draft, { recursive: true });
  }
  return folder;
}

// Another run may still use the one of an hour ago.
function removeOld() {
  for (const name of globSync('.latchkey/modules-*', { cwd: root }).map((path) => join(root, path)))
    if (Date.now() - statSync(name).mtimeMs > dayMs) rmSync(name, { recursive: true, force: true });
}

/** Jest's `moduleNameMapper`. */
export function stubPaths(folder) {
  return {
    '^(?:\\.\\./)+(src|migrations)/(.+)\\.js$': join(folder, 'stubs', '$1', '$2.mjs'),
    ...Object.fromEntries(
      packages.map((name) => [`^${name}$`, join(folder, 'stubs', 'packages', stubOf(name))]),
    ),
  };
}

const stubOf = (name) => `${name.replace(/\.js$/, '')}.mjs`;

function fingerprint(sources) {
  const hash = createHash('sha256').update(process.version);
  for (const file of [
    'package-lock.json',
    'scripts/bundle.mjs',
    'test/harness/shared-modules.mjs',
    ...sources,
  ])
    hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 16);
}

async function bundleInto(folder, sources) {
  mkdirSync(folder, { recursive: true });
  const paths = new Map([
    ...sources.map((path) => [path.replace(/\.ts$/, '.mjs'), join(root, path)]),
    ...packages.map((name) => [`packages/${stubOf(name)}`, name]),
  ]);
  const entry = join(folder, 'all.ts');
  const lines = [...paths].map(([stub, from]) => `export * as '${stub}' from ${JSON.stringify(from)};`);
  writeFileSync(entry, lines.join('\n'));
  await bundle(
    [
      { in: entry, out: 'all' },
      { in: 'src/modules/identity/application/passwords/argon2.worker.ts', out: 'chunks/argon2.worker' },
    ],
    folder,
  );
  const modules = await import(pathToFileURL(join(folder, 'all.js')).href);
  for (const [path, names] of Object.entries(modules)) {
    const stub = join(folder, 'stubs', path);
    mkdirSync(dirname(stub), { recursive: true });
    writeFileSync(stub, stubText(path, Object.keys(names)));
  }
}

function stubText(path, names) {
  const own = names.filter((name) => /^[A-Za-z_$][\w$]*$/.test(name) && name !== '__esModule');
  return [
    `const it = globalThis.${loadedModules}['${path}'];`,
    // A name may be a word of the language, like `catch`.
    ...own.map((name, at) => `const name${at} = it.${name};`),
    `export { ${own.map((name, at) => `name${at} as ${name}`).join(', ')} };\n`,
  ].join('\n');
}
