import type { SignedIn } from '../../kernel/actor.js';
import { log } from '../logging/log.js';
import type { EventStream } from './event-stream.js';

/** What a page watches, and for whom. */
export interface Watch {
  /** `<kind> <id>`, or a kind alone. */
  readonly topic: string;
  /** The event that the page gets of what was announced; null: none. Null was missed, whatever it was. */
  readonly told: (what: string | null) => string | null;
  /** Whether the person, as they stand at this moment, may know that something happened. */
  readonly stillMay: (actor: SignedIn) => Promise<boolean>;
  /** How the thing stands, in a word that differs when it changed; the page compares it with its own. */
  readonly mark: () => Promise<string>;
  /** Least time between two events of one page. */
  readonly spacingMs: number;
  /** Told when the stream opened, at each beat, and when it is over. */
  readonly present?: { readonly seen: () => Promise<void>; readonly left: () => Promise<void> };
}

const beatMs = 20_000;
const lifeMs = 15 * 60_000;

/**
 * Tells one reader what happened, each time only after it was asked anew who they are and what they may see: what was
 * announced before a right was taken away does not come after it.
 */
export class LiveStream {
  private readonly waiting = new Set<string>();
  private readonly beats: NodeJS.Timeout;
  private readonly life: NodeJS.Timeout;
  private telling: Promise<void> | null = null;
  private lastMs = 0;

  constructor(
    private readonly stream: EventStream,
    private readonly watch: Watch,
    private readonly person: () => Promise<SignedIn | null>,
  ) {
    this.beats = setInterval(() => void this.beat(), beatMs);
    // Not all at once after a restart.
    this.life = setTimeout(() => this.stream.end(), lifeMs * (0.8 + Math.random() * 0.4));
    stream.onClose(() => this.over());
  }

  hear(what: string | null): void {
    const event = this.watch.told(what);
    if (event === null) return;
    this.waiting.add(event);
    this.telling ??= this.tell().finally(() => {
      this.telling = null;
    });
  }

  /** Ends the stream unless the reader may still know of it. */
  async check(): Promise<boolean> {
    const actor = await this.person();
    const may = actor !== null && !actor.secondFactorDue && (await this.watch.stillMay(actor));
    if (!may) this.stream.end();
    return may;
  }

  private async tell(): Promise<void> {
    try {
      while (this.waiting.size > 0 && !this.stream.isOver) {
        await this.pause();
        const events = [...this.waiting];
        this.waiting.clear();
        if (!(await this.check())) return;
        this.lastMs = performance.now();
        for (const event of events) this.stream.send(event, 'now');
      }
    } catch (error) {
      // The browser comes back, and sees by the mark what it missed.
      log.warn({ err: error }, 'a page could not be told what changed');
      this.stream.end();
    }
  }

  private async pause(): Promise<void> {
    const waitMs = this.lastMs + this.watch.spacingMs - performance.now();
    if (this.lastMs > 0 && waitMs > 0) await new Promise((done) => setTimeout(done, waitMs));
  }

  private async beat(): Promise<void> {
    try {
      if (!(await this.check())) return;
      await this.watch.present?.seen();
      this.stream.beat();
    } catch (error) {
      log.warn({ err: error }, 'a page that is told what changes could not be looked at');
      this.stream.end();
    }
  }

  private over(): void {
    clearInterval(this.beats);
    clearTimeout(this.life);
    this.watch.present
      ?.left()
      .catch((error: unknown) => log.warn({ err: error }, 'who left a page could not be noted'));
  }
}
