/** Thrown to whoever still starts something while everything is being stopped. */
export class Interrupted extends Error {
  constructor() {
    super('The demo is being stopped.');
    this.name = 'Interrupted';
  }
}

/** What to undo, newest first; also what comes into being while it is being undone. */
export class Undo {
  private readonly steps: (() => unknown)[] = [];
  private stopping: Promise<void> | null = null;

  /** @throws Interrupted after taking the step at once, when {@link run} was called before */
  async add(step: () => unknown): Promise<void> {
    if (!this.stopping) {
      this.steps.push(step);
      return;
    }
    await step();
    throw new Interrupted();
  }

  /** @throws Interrupted when {@link run} was called */
  check(): void {
    if (this.stopping) throw new Interrupted();
  }

  /** Takes every step once, however often it is called. */
  run(): Promise<void> {
    this.stopping ??= this.takeSteps();
    return this.stopping;
  }

  private async takeSteps(): Promise<void> {
    // A step that fails must not keep the others, which may be processes, from being taken.
    for (const step of this.steps.splice(0).reverse())
      await Promise.resolve()
        .then(step)
        .catch(() => undefined);
  }
}
