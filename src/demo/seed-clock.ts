import { Clock, later } from '../kernel/clock.js';

/** The present, or some time ago: so that demo data has a history. */
export class SeedClock extends Clock {
  private agoMs = 0;

  now(): Date {
    return later(new Date(), -this.agoMs);
  }

  /** Runs something as if it were `milliseconds` ago. */
  async ago<T>(milliseconds: number, run: () => Promise<T>): Promise<T> {
    this.agoMs = milliseconds;
    try {
      return await run();
    } finally {
      this.agoMs = 0;
    }
  }
}
