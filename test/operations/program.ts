import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { projectRoot } from '../../src/platform/project-root.js';

const started = new Set<Program>();

/** Many programs start from the same files; the second one need not compile them again. */
const compileCache = join(tmpdir(), 'latchkey-compile-cache');

/** What a start loads stays, and is copied less often in a young generation of this size. */
const roomyYouth = ['--max-semi-space-size=64'];

/** How a program ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** From the request to stop, or the call, until it was gone. */
  readonly ms: number;
}

/** A program of dist/src as an operator runs it: a process of its own, with nothing but the given environment. */
export class Program {
  output = '';
  private readonly gone: Promise<unknown[]>;

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk) => {
        this.output += chunk;
      });
    this.gone = once(child, 'close');
  }

  /** `words` are the script's name in dist/src and its arguments. */
  static start(words: readonly string[], env: Readonly<Record<string, string>>): Program {
    const [script = '', ...args] = words;
    const file = join(projectRoot, 'dist', 'src', script);
    if (!existsSync(file)) throw new Error(`${file} is missing; run \`npm run build\` first.`);
    const program = new Program(
      spawn(process.execPath, [...roomyYouth, file, ...args], {
        cwd: projectRoot,
        env: { PATH: process.env.PATH ?? '', NODE_COMPILE_CACHE: compileCache, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
    started.add(program);
    return program;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Waits until the output matches. @throws with the output when it ends before, or after the time */
  async prints(pattern: RegExp, withinMs = 60_000): Promise<RegExpExecArray> {
    const deadline = Date.now() + withinMs;
    for (;;) {
      const match = pattern.exec(this.output);
      if (match) return match;
      if (!this.running || Date.now() > deadline)
        throw new Error(`It did not print ${pattern}, but:\n${this.output}`);
      await wait(20);
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Sends the signal, if any, and waits for the end. @throws after 20 s */
  async ends(signal?: NodeJS.Signals): Promise<Ending> {
    const since = performance.now();
    if (signal) this.child.kill(signal);
    const late = wait(60_000, 'late' as const, { ref: false });
    if ((await Promise.race([this.gone, late])) === 'late')
      throw new Error(`It did not end:\n${this.output}`);
    const ms = Math.round(performance.now() - since);
    return { code: this.child.exitCode, signal: this.child.signalCode, ms };
  }

  /** Its children and theirs; nothing where there is no /proc. */
  descendants(): number[] {
    return descendantsOf(this.pid);
  }
}

/** Tells how long something took, for who asks with LATCHKEY_FIGURES. */
export function figure(what: string, ms: number): void {
  if (process.env.LATCHKEY_FIGURES) process.stderr.write(`${what}: ${Math.round(ms)} ms\n`);
}

/** Ends whatever a test has left running. */
export async function endPrograms(): Promise<void> {
  const left = [...started].filter((program) => program.running);
  started.clear();
  for (const program of left) {
    const children = program.descendants();
    await program.ends('SIGKILL');
    for (const pid of children) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  }
}

/** Whether the process runs; one that only waits to be collected does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return !/^State:\s+Z/m.test(readProc(pid, 'status'));
}

/** Waits until none of the processes runs. @returns those that still do after the time */
export async function leftAfter(pids: readonly number[], withinMs: number): Promise<number[]> {
  const deadline = Date.now() + withinMs;
  while (pids.some(isAlive) && Date.now() < deadline) await wait(50);
  return pids.filter(isAlive);
}

function descendantsOf(pid: number): number[] {
  if (!existsSync('/proc/self')) return [];
  const children = readdirSync('/proc')
    .map(Number)
    .filter((other) => other > 0 && Number(/^PPid:\s+(\d+)/m.exec(readProc(other, 'status'))?.[1]) === pid);
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
