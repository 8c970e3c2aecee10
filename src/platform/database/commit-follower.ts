import { log } from '../logging/log.js';
import { Listener, type Listening } from './listener.js';

const pollMs = 1_000;

/** What commits leave to be done, and how to hear of it. */
export interface Following extends Omit<Listening, 'heard'> {
  /** Does a batch. @returns whether there may be more */
  readonly work: () => Promise<boolean>;
}

/** Works off what commits leave: woken by NOTIFY, with polling as the safety net, one batch at a time. */
export class CommitFollower {
  private readonly listener: Listener;
  private poll: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private again = false;

  constructor(private readonly about: Following) {
    const { work: _, ...listening } = about;
    this.listener = new Listener({ ...listening, heard: () => this.wake() });
  }

  async start(): Promise<void> {
    this.poll = setInterval(() => this.wake(), pollMs);
    await this.listener.start();
  }

  /** Lets the batch that runs end. */
  async stop(): Promise<void> {
    if (this.poll) clearInterval(this.poll);
    this.poll = null;
    await this.listener.stop();
    await this.running;
  }

  private wake(): void {
    this.again = true;
    this.running ??= this.drain().finally(() => {
      this.running = null;
      // Woken between the last look and here.
      if (this.again && this.poll) this.wake();
    });
  }

  private async drain(): Promise<void> {
    try {
      while (this.again && this.poll) {
        this.again = false;
        while (await this.about.work());
      }
    } catch (error) {
      this.again = false;
      log.warn({ err: error, name: this.about.name }, 'it will be tried again');
    }
  }
}
