/* npm run build:code: the programs of src and the bench, as dist/<their path>.js. */
import { globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundle, root } from './bundle.mjs';

const programs = [
  ...['src/main', 'src/worker', 'src/cli', 'src/demo', 'test/bench/run', 'test/bench/flood-process'],
  ...globSync('test/bench/roofline/*.ts', { cwd: root }).map((path) =>
    path.replaceAll('\\', '/').replace(/\.ts$/, ''),
  ),
];
const entryPoints = programs.map((name) => ({ in: `${name}.ts`, out: name }));
// Started by its address beside the code that starts it, which lies in one of the chunks.
const thread = {
  in: 'src/modules/identity/application/passwords/argon2.worker.ts',
  out: 'chunks/argon2.worker',
};

for (const folder of ['src', 'test', 'chunks', 'migrations'])
  rmSync(join(root, 'dist', folder), { recursive: true, force: true });
const started = Date.now();
await bundle([...entryPoints, thread], join(root, 'dist'));
console.log(`Code: ${programs.length} programs, ${((Date.now() - started) / 1_000).toFixed(1)} s`);
