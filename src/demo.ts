import 'reflect-metadata';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

process.env.LOG_LEVEL ??= 'warn';
process.env.LATCHKEY_PROCESS ??= 'demo';
const { runDemo } = await import('./demo/run-demo.js');

const dataDir = resolve(process.env.DATA_DIR ?? '.latchkey');
mkdirSync(dataDir, { recursive: true });
const write = (text: string): void => void process.stdout.write(`${text}\n`);

try {
  const demo = await runDemo(dataDir, Number(process.env.PORT ?? 3000), write);
  writeFileSync(join(dataDir, 'demo.json'), `${JSON.stringify(demo.facts, null, 2)}\n`, { mode: 0o600 });
  write(demo.greeting);
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    write('\nStopping …');
    await demo.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
} catch (error) {
  write(`The demo could not start. ${error instanceof Error ? error.message : String(error)}`);
  if (process.env.LOG_LEVEL === 'debug') write(String(error instanceof Error ? error.stack : error));
  process.exit(1);
}
