/** Time and chance, so that tests need not wait. */
export interface Clock {
  now(): Date;
  /** Milliseconds that only grow, whatever is done to the clock of the machine. */
  elapsedMs(): number;
  /** Ends early, without an error, when the signal is raised. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
  /** At least 0 and below 1. */
  random(): number;
}

const longestTimer = 2_147_483_647;

/** The clock of the machine. Its timers do not keep a Node process alive. */
export const machineClock: Clock = {
  now: () => new Date(),
  elapsedMs: () => performance.now(),
  wait: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const timer: unknown = setTimeout(resolve, Math.min(ms, longestTimer));
      signal?.addEventListener(
        'abort',
        () => {
          clearTimeout(timer as number);
          resolve();
        },
        { once: true },
      );
    }),
  random: () => Math.random(),
};
