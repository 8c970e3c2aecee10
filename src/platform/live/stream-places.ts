import { Gauge } from 'prom-client';
import { TooManyAttempts, Unavailable } from '../../kernel/errors.js';

/** A browser shows one page at a time and hides the others, which then have none. */
const mostOfPerson = 12;
const mostOfProcess = 2_000;

const open = new Gauge({ name: 'latchkey_live_streams', help: 'Pages that are told what changes' });

/** How many streams a person and this process have. */
export class StreamPlaces {
  private readonly byPerson = new Map<string, number>();
  private all = 0;

  /** @returns what gives the place back, once. @throws TooManyAttempts, Unavailable */
  take(userId: string): () => void {
    const had = this.byPerson.get(userId) ?? 0;
    if (had >= mostOfPerson) throw TooManyAttempts.retryIn(60);
    if (this.all >= mostOfProcess)
      throw new Unavailable('Too many pages are open at once. Reload the page to see what is new.', {
        retryAfterSeconds: 60,
      });
    this.byPerson.set(userId, had + 1);
    this.all += 1;
    open.set(this.all);
    let isHeld = true;
    return () => {
      if (isHeld) this.giveBack(userId);
      isHeld = false;
    };
  }

  private giveBack(userId: string): void {
    const left = (this.byPerson.get(userId) ?? 1) - 1;
    if (left > 0) this.byPerson.set(userId, left);
    else this.byPerson.delete(userId);
    this.all -= 1;
    open.set(this.all);
  }
}
