import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { projectRoot } from '../platform/project-root.js';

// Leaves time for the database within the 10 s in which everything has to be gone.
const stopPatienceMs = 8_000;

/** The web and worker processes of the demo, as production runs them. */
export class Processes {
  private readonly children: ChildProcess[] = [];
  private stopping = false;

  constructor(private readonly onUnexpectedEnd: (name: string) => void) {}

  /** Starts `dist/src/<name>.js` and waits until it says that it is ready. @throws Error when it ends before. */
  async start(name: 'main' | 'worker', environment: NodeJS.ProcessEnv): Promise<void> {
    const child = fork(join(projectRoot, 'dist', 'src', `${name}.js`), {
      env: environment,
      stdio: 'inherit',
    });
    this.children.push(child);
    const ready = once(child, 'message');
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(
        `The ${name} process ended with code ${code} before it was ready; see its lines above.`,
      );
    });
    await Promise.race([ready, ended]);
    ended.catch(() => this.stopping || this.onUnexpectedEnd(name));
  }

  /** Asks all to stop and waits; below 10 s. */
  async stop(): Promise<void> {
    this.stopping = true;
    const running = this.children.filter((child) => child.exitCode === null && child.signalCode === null);
    const gone = Promise.all(running.map((child) => once(child, 'exit')));
    for (const child of running) child.kill('SIGTERM');
    await Promise.race([gone, wait(stopPatienceMs)]);
    for (const child of running) if (child.exitCode === null) child.kill('SIGKILL');
  }
}
