/*
 * Who may import whom: the table of section 3 of the architecture, as rules. Each one has a tree in
 * test/architecture/fixtures/<rule> that breaks it; test/architecture/dependencies.test.ts proves that
 * it is reported. Edges between modules are listed in test/architecture/module-graph.json.
 */
const graph = require('./test/architecture/module-graph.json');

const ANY_MODULE = '^src/modules/([^/]+)/';
const NPM = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown', 'unknown'];
const OWN = (...layers) => layers.map((layer) => `^src/modules/$1/${layer}/`);
const KERNEL = '^src/kernel/';
const PLATFORM = '^src/platform/';
const INDEX = '^src/modules/[^/]+/index\\.ts$';
const PACKAGES = '(^|/)node_modules/';
const SPEC = '\\.spec\\.ts$';
const EDGE_LAYERS = ['http', 'subscribers', 'emails', 'jobs'];

/** Inside src, the layer reaches only what is listed; packages have rules of their own. */
const layer = (name, layers, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: `^src/modules/([^/]+)/(${layers.join('|')})/`, pathNot: SPEC },
  to: { path: '^src/', pathNot: allowed },
});

// Administration reaches every module; a rule that forbids nothing could never fail.
const bounded = Object.entries(graph).filter(([, reached]) => reached.length < Object.keys(graph).length - 1);

const edges = bounded.map(([module, reached]) => ({
  name: `edges-of-${module}`,
  severity: 'error',
  comment: `${module} reaches ${reached.join(', ') || 'no module'}; a new edge is a line in module-graph.json and an ADR.`,
  from: { path: `^src/modules/${module}/` },
  // Identity has a rule of its own, so that a breach is reported once and by its real name.
  to: {
    path: '^src/modules/',
    pathNot: [module, ...reached, 'identity'].map((name) => `^src/modules/${name}/`),
  },
}));

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'A cycle has no first file to read. Move what both need below both.',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'Every import resolves, so that no rule is blind to it.',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'kernel-stands-alone',
      severity: 'error',
      comment: 'The kernel is pure: neither platform nor modules nor the composition root.',
      from: { path: KERNEL },
      to: { path: '^src/', pathNot: KERNEL },
    },
    {
      name: 'kernel-is-pure',
      severity: 'error',
      comment: 'No framework and no I/O in the kernel: zod, uuid and Temporal are all it needs.',
      from: { path: KERNEL, pathNot: SPEC },
      to: {
        dependencyTypes: [...NPM, 'core'],
        pathNot: ['(^|/)node_modules/(zod|uuid|temporal-polyfill|temporal-spec)/'],
      },
    },
    {
      name: 'platform-knows-no-module',
      severity: 'error',
      comment: 'The platform imports the kernel and itself. Modules come to it through its ports.',
      from: { path: PLATFORM },
      to: { path: '^src/', pathNot: [KERNEL, PLATFORM] },
    },
    {
      name: 'nobody-imports-the-composition-root',
      severity: 'error',
      comment: 'Entry points and the composition root know everyone; nobody knows them.',
      from: { path: '^src/modules/' },
      to: { path: ['^src/[^/]+\\.ts$', '^src/(cli|demo)/'] },
    },
    {
      name: 'modules-meet-at-the-index',
      severity: 'error',
      comment: "Another module is reached through its index.ts only; its Nest module is the root's business.",
      from: { path: ANY_MODULE },
      to: { path: '^src/modules/', pathNot: ['^src/modules/$1/', INDEX] },
    },
    {
      name: 'nobody-imports-identity',
      severity: 'error',
      comment: 'What others need of people and sessions goes through platform/ports.',
      from: { path: '^src/modules/(?!identity/|admin/)' },
      to: { path: '^src/modules/identity/' },
    },
    ...edges,
    {
      name: 'known-modules-only',
      severity: 'error',
      comment: 'A module that module-graph.json does not list has no edges to check.',
      from: { path: '^src/' },
      to: { path: '^src/modules/', pathNot: Object.keys(graph).map((name) => `^src/modules/${name}/`) },
    },
    layer(
      'events-are-plain',
      ['events'],
      [KERNEL, ...OWN('events')],
      'Published facts need the kernel only.',
    ),
    {
      name: 'events-use-zod-only',
      severity: 'error',
      comment: 'An event is a name, a version and a schema.',
      from: { path: `${ANY_MODULE}events/`, pathNot: SPEC },
      to: { dependencyTypes: [...NPM, 'core'], pathNot: ['(^|/)node_modules/zod/'] },
    },
    layer(
      'domain-stands-alone',
      ['domain'],
      [KERNEL, ...OWN('events', 'domain'), INDEX],
      'The domain knows the kernel, its own events and itself.',
    ),
    {
      name: 'domain-takes-only-types-of-others',
      severity: 'error',
      comment: 'Of another module the domain may name an id type (`import type`), nothing that runs.',
      from: { path: `${ANY_MODULE}domain/`, pathNot: SPEC },
      to: { path: INDEX, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment: "The ORM's decorators and Collection, and hashing; time, ids and randomness are arguments.",
      from: { path: `${ANY_MODULE}domain/`, pathNot: SPEC },
      to: {
        dependencyTypes: [...NPM, 'core'],
        pathNot: ['(^|/)node_modules/@mikro-orm/(decorators|core)/', '^(node:)?crypto$'],
      },
    },
    layer(
      'persistence-serves-the-domain',
      ['persistence'],
      [KERNEL, PLATFORM, ...OWN('domain', 'persistence')],
      'Repositories know the domain and the database, no use case and no other module.',
    ),
    layer(
      'application-knows-no-edge',
      ['application'],
      [KERNEL, PLATFORM, ...OWN('events', 'domain', 'persistence', 'application'), INDEX],
      'Use cases do not know who calls them: no http, subscribers, e-mails or jobs.',
    ),
    layer(
      'edges-go-through-use-cases',
      EDGE_LAYERS,
      [KERNEL, PLATFORM, ...OWN('events', 'domain', 'application', ...EDGE_LAYERS), INDEX],
      'Controllers, subscribers, e-mails and jobs call use cases; repositories are out of their reach.',
    ),
    {
      name: 'edges-take-only-types-of-the-domain',
      severity: 'error',
      comment: 'A face of the module names domain types (`import type`); behavior is behind the use cases.',
      from: { path: `${ANY_MODULE}(${EDGE_LAYERS.join('|')})/`, pathNot: SPEC },
      to: { path: '^src/modules/$1/domain/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-development-packages-at-run-time',
      severity: 'error',
      comment:
        'The production image has no devDependencies; only the demo and its mail sink, which never run there, use them.',
      from: { path: '^src/', pathNot: ['^src/demo(\\.ts$|/)', '^src/platform/mail/smtp-sink\\.ts$', SPEC] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'source-knows-no-test',
      severity: 'error',
      comment: 'What ships does not lean on what tests it.',
      from: { path: '^src/', pathNot: SPEC },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: PACKAGES },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json', '.mjs', '.cjs', '.d.ts'],
    },
  },
};
