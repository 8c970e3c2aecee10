import { describe, expect, it } from '@jest/globals';
import { filesBelow, read } from './files.js';

interface LockedPackage {
  readonly version: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly link?: boolean;
  readonly dev?: boolean;
  /** Inside the archive of another package, whose integrity covers it. */
  readonly inBundle?: boolean;
}

const manifest: { scripts: Record<string, string>; allowScripts: Record<string, boolean> } = JSON.parse(
  read('package.json'),
);
const lock: { packages: Record<string, LockedPackage> } = JSON.parse(read('package-lock.json'));
const locked = Object.entries(lock.packages)
  .filter(([path]) => path !== '')
  .map(([path, entry]) => ({ name: path.slice(path.lastIndexOf('node_modules/') + 13), ...entry }));

/** Below these, a known flaw is inside (security promise F7). Of packages that only tests use, an older copy may be nested. */
const floors: Readonly<Record<string, string>> = {
  fastify: '5.12.2',
  '@mikro-orm/core': '7.2.0',
  '@mikro-orm/postgresql': '7.2.0',
  '@mikro-orm/sql': '7.2.0',
  '@mikro-orm/migrations': '7.2.0',
  handlebars: '4.7.9',
  nodemailer: '9.1.1',
};

function isBelow(version: string, floor: string): boolean {
  const [a, b] = [version, floor].map((text) => text.split('-')[0]?.split('.').map(Number) ?? []);
  for (let part = 0; part < 3; part += 1) {
    const difference = (a?.[part] ?? 0) - (b?.[part] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return version.includes('-');
}

describe('the supply chain', () => {
  it.each(Object.entries(floors))('ships %s at %s or later, wherever it is nested', (name, floor) => {
    const versions = locked
      .filter((entry) => entry.name === name && !entry.dev)
      .map(({ version }) => version);
    expect(versions).not.toEqual([]);
    expect(versions.filter((version) => isBelow(version, floor))).toEqual([]);
  });

  it.each([
    ['5.12.1', '5.12.2', true],
    ['5.12.2', '5.12.2', false],
    ['5.13.0', '5.12.2', false],
    ['6.0.0', '5.12.2', false],
    ['5.12.2-rc.1', '5.12.2', true],
  ])('knows whether %s is below %s', (version, floor, below) => {
    expect(isBelow(version, floor)).toBe(below);
  });

  it('decides on every install script by name', () => {
    const undecided = locked
      .filter(({ name, hasInstallScript }) => hasInstallScript && !(name in manifest.allowScripts))
      .map(({ name }) => name);
    expect([...new Set(undecided)]).toEqual([]);
  });

  it('has an integrity for every package, and takes each from the registry that is set up', () => {
    const loose = locked
      .filter(({ link, inBundle }) => !link && !inBundle)
      .filter(({ integrity, resolved }) => !integrity || resolved !== undefined)
      .map(({ name }) => name);
    expect(loose).toEqual([]);
  });

  it('pins every direct dependency exactly', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json'));
    const ranges = Object.entries<string>({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    );
    expect(ranges).toEqual([]);
  });
});

describe('the documents', () => {
  const readme = read('README.md');

  it('README names npm scripts that exist, the two commands first', () => {
    const named = [...readme.matchAll(/npm (?:run )?((?<=run )[a-z][\w:]*|test)\b/g)]
      .map((match) => match[1] ?? '')
      .filter((name) => !['ci', 'install', 'run'].includes(name));
    expect(named.slice(0, 2)).toEqual(['demo', 'test']);
    expect([...new Set(named)].filter((name) => !(name in manifest.scripts))).toEqual([]);
  });

  it('README lists every setting, and no other', () => {
    const schema = ['config.schema', 'inbound']
      .map((name) => read(`src/platform/config/${name}.ts`))
      .join('\n');
    const settings = [...schema.matchAll(/^\s+([A-Z][A-Z_]+):/gm)].map((match) => match[1]);
    const listed = [...readme.matchAll(/^\| `([A-Z][A-Z_]+)` \|/gm)].map((match) => match[1]);
    expect([...listed].sort()).toEqual([...settings].sort());
  });

  it('link to files that exist', () => {
    const documents = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'].map((path) => ({
      path,
      text: read(path),
    }));
    const broken = [...documents, ...filesBelow('docs', '.md')].flatMap(({ path, text }) =>
      [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)]
        .map((match) => new URL(match[1] ?? '', `file:///${path}`).pathname.slice(1))
        .filter((target) => !exists(target))
        .map((target) => `${path}: ${target}`),
    );
    expect(broken).toEqual([]);
  });
});

describe('the catalogue of problems', () => {
  const statuses: Readonly<Record<string, string>> = {
    invalid: '422',
    malformed: '400',
    unauthenticated: '401',
    forbidden: '403',
    'not-found': '404',
    gone: '410',
    conflict: '409',
    'precondition-failed': '412',
    'too-large': '413',
    'unsupported-media-type': '415',
    'range-not-satisfiable': '416',
    misdirected: '421',
    limited: '429',
    'checksum-mismatch': '460',
    unavailable: '503',
  };
  const catalogued = new Map(
    [...read('docs/problems.md').matchAll(/^\| ([a-z-]+) \| (\d{3}) \| .+ \| .+ \|$/gm)].map((match) => [
      match[1] ?? '',
      match[2] ?? '',
    ]),
  );

  it('lists every code with its status', () => {
    const thrown = filesBelow('src', '.ts').flatMap(({ text }) =>
      [
        ...text.matchAll(
          /kind = ['"]([\w-]+)['"];\s*(?:override )?readonly code(?:: string)? = ['"]([\w-]+)['"]/g,
        ),
      ].map((match) => `${match[2]} ${statuses[match[1] ?? '']}`),
    );
    const listed = [...catalogued].map(([code, status]) => `${code} ${status}`);
    expect(thrown.length).toBeGreaterThan(5);
    expect([...new Set(thrown)].filter((line) => !listed.includes(line))).toEqual([]);
  });

  it('lists no code twice', () => {
    const codes = [...read('docs/problems.md').matchAll(/^\| ([a-z-]+) \| \d{3} \|/gm)].map(
      (match) => match[1],
    );
    expect(codes.length).toBe(new Set(codes).size);
  });
});

function exists(path: string): boolean {
  try {
    read(path);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EISDIR';
  }
}
