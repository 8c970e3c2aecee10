import 'reflect-metadata';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

process.env.LOG_LEVEL ??= 'warn';
process.env.LATCHKEY_PROCESS ??= 'demo';
const { wantedPort } = await import('./demo/free-port.js');
const { greeting } = await import('./demo/greeting.js');
const { writeOwnFile } = await import('./demo/own-file.js');
const { runDemo } = await import('./demo/run-demo.js');
const { Undo } = await import('./demo/undo.js');

const stopPatienceMs = 9_500;
const undo = new Undo();
const say = (text: string): void => void process.stdout.write(`${text}\n`);

let stopping = false;
async function stop(text: string, code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  say(text);
  setTimeout(() => process.exit(1), stopPatienceMs).unref();
  await undo.run();
  process.exit(code);
}

// From the first moment: the database would outlive a start that is broken off.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => void stop('\nStopping …', 0));

try {
  const dataDir = resolve(process.env.DATA_DIR || '.latchkey');
  const port = wantedPort(process.env.PORT);
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch {
    throw new Error(`The folder ${dataDir} cannot be made; set DATA_DIR to one that can.`);
  }
  const onEnd = (text: string): void => void stop(text, 1);
  const facts = await runDemo({ dataDir, port, say, onEnd }, undo);
  undo.check();
  writeOwnFile(join(dataDir, 'demo.json'), facts);
  say(greeting(facts));
} catch (error) {
  if (process.env.LOG_LEVEL === 'debug') say(String(error instanceof Error ? error.stack : error));
  await stop(`The demo could not start. ${error instanceof Error ? error.message : String(error)}`, 1);
}
