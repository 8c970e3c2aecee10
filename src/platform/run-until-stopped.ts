import { InvalidConfiguration } from './config/config.js';
import { log } from './logging/log.js';

const patienceMs = 9_000;

/**
 * Runs a process until SIGTERM, SIGINT or the end of its parent, then stops it. It leaves within 10 s whatever hangs.
 * A configuration that cannot work is told in plain words, without a stack.
 */
export async function runUntilStopped(start: () => Promise<() => Promise<void>>): Promise<void> {
  let stop: (() => Promise<void>) | null = null;
  let stopping = false;
  const end = async (reason: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info({ reason }, 'stopping');
    setTimeout(() => leave(reason), patienceMs);
    // Nothing that would have to end well has begun while it starts.
    await stop?.().catch((error: unknown) => log.warn({ err: error }, 'the process did not stop cleanly'));
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(signal));
  process.on('disconnect', () => void end('parent ended'));
  process.on('unhandledRejection', (error) =>
    log.error({ err: error }, 'a promise was rejected and nobody looked'),
  );
  stop = await start().catch(refuse);
}

function leave(reason: string): never {
  log.warn({ reason, afterMs: patienceMs }, 'something did not stop in time; leaving without it');
  process.exit(1);
}

function refuse(error: unknown): never {
  if (error instanceof InvalidConfiguration) process.stderr.write(`${error.message}\n`);
  else log.fatal({ err: error }, 'the process could not start');
  process.exit(1);
}
