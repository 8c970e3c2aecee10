import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

export interface Started {
  readonly url: string;
  /** From the spawn to the first answer. */
  readonly coldStartMs: number;
  /** Resident memory now, in MiB; null where /proc does not tell. */
  memoryMiB(): number | null;
  /** Processor time used so far, in milliseconds; null where /proc does not tell. */
  cpuMs(): number | null;
  stop(): Promise<void>;
}

/** Starts a web server and waits for its first answer. @throws Error with its output when there is none in 20 s */
export async function startServer(
  script: string,
  args: string[],
  port: number,
  env: NodeJS.ProcessEnv,
): Promise<Started> {
  const since = performance.now();
  const child = start(script, args, env);
  const url = `http://127.0.0.1:${port}`;
  while (!(await answers(`${url}/health/live`))) {
    if (child.process.exitCode !== null || performance.now() - since > 20_000) {
      await stop(child.process);
      throw new Error(`${script} does not answer:\n${child.output()}`);
    }
    await wait(2);
  }
  const coldStartMs = performance.now() - since;
  return {
    url,
    coldStartMs,
    memoryMiB: () => memoryOf(child.process),
    cpuMs: () => cpuOf(child.process),
    stop: () => stop(child.process),
  };
}

/** Starts a process that says `{ready: true}` over its channel. */
export async function startWorker(
  script: string,
  env: NodeJS.ProcessEnv,
): Promise<{ stop(): Promise<void> }> {
  const child = start(script, [], env);
  const ready = once(child.process, 'message');
  const gone = once(child.process, 'exit').then(() => {
    throw new Error(`${script} ended:\n${child.output()}`);
  });
  gone.catch(() => undefined);
  await Promise.race([ready, gone]);
  return { stop: () => stop(child.process) };
}

function start(script: string, args: string[], env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, [script, ...args], { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => {
      output = `${output}${chunk}`.slice(-4_000);
    });
  return { process: child as ChildProcess, output: () => output };
}

async function answers(url: string): Promise<boolean> {
  return await fetch(url).then(
    (response) => response.ok,
    () => false,
  );
}

function memoryOf(child: ChildProcess): number | null {
  try {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024);
  } catch {
    return null;
  }
}

// Fields 14 and 15, in hundredths of a second; the name before them may hold spaces. See proc_pid_stat(5).
function cpuOf(child: ChildProcess): number | null {
  return child.pid === undefined ? null : (statOf(child.pid)?.cpuMs ?? null);
}

/**
 * Processor time that the database server and its connections used so far, in milliseconds; NaN where /proc does not
 * tell. What connections used that are closed counts with the server.
 * @param pid the process of one of its connections
 */
export function serverCpuMs(pid: number): number {
  const server = statOf(pid)?.parent;
  if (server === undefined) return Number.NaN;
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const connections = all.map((name) => statOf(Number(name))).filter((stat) => stat?.parent === server);
  const own = statOf(server);
  return [own, ...connections].reduce((sum, stat) => sum + (stat?.cpuMs ?? 0), own?.endedMs ?? 0);
}

function statOf(pid: number) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    const ticks = (from: number) => (Number(fields[from]) + Number(fields[from + 1])) * 10;
    return { parent: Number(fields[1]), cpuMs: ticks(11), endedMs: ticks(13) };
  } catch {
    return null;
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await gone;
  clearTimeout(timer);
}
