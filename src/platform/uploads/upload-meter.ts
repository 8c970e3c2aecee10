import type { DomainError } from '../../kernel/domain-error.js';

/** Bytes on the account of one organization, on one day. */
export interface QuotaShare {
  readonly organizationId: string;
  /** UTC, like 2026-11-27. */
  readonly day: string;
  readonly bytes: number;
}

/** Who hands out shares of a day. */
export interface Shares {
  today(): string;
  /** False when so much is not left. */
  take(share: QuotaShare): Promise<boolean>;
  giveBack(share: QuotaShare): Promise<void>;
  reached(): DomainError;
}

/** Shares are taken in steps, so that a large file does not ask for each of its chunks. */
const stepBytes = 1_048_576;

/** Counts the bytes of one form on its organization's account before anything of them is written. */
export class UploadMeter {
  private readonly day: string;
  private step: number;
  private taken = 0;
  private used = 0;

  /**
   * @param organizationId null: nothing is counted
   * @param expectedBytes what will come at the most, as far as it is known: then it is taken at once, so that of several
   * forms at a time as many go through as there is room for
   */
  constructor(
    private readonly quota: Shares,
    private readonly organizationId: string | null,
    expectedBytes: number,
  ) {
    this.day = quota.today();
    this.step = Math.max(stepBytes, expectedBytes);
  }

  /**
   * Passes bytes on while there is a share for them.
   * @throws UploadQuotaReached once there is none; the rest is read first, because the form goes on behind the file
   */
  async *through(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const chunks = content[Symbol.asyncIterator]();
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
      if (!(await this.count(next.value.length))) {
        for (let rest = await chunks.next(); !rest.done; rest = await chunks.next());
        throw this.quota.reached();
      }
      yield next.value;
    }
  }

  /** The files stay: no more counts than came. */
  async settle(): Promise<void> {
    await this.returned(this.taken - this.used);
    this.taken = this.used;
  }

  /** The files were not kept, so they count for nothing. */
  async giveBack(): Promise<void> {
    await this.returned(this.taken);
    this.taken = 0;
    this.used = 0;
  }

  private async count(bytes: number): Promise<boolean> {
    if (this.organizationId === null) return true;
    const missing = this.used + bytes - this.taken;
    if (missing > 0) {
      const step = Math.max(missing, this.step);
      this.step = stepBytes;
      if (!(await this.take(step)) && !(await this.take(missing))) return false;
    }
    this.used += bytes;
    return true;
  }

  private async take(bytes: number): Promise<boolean> {
    const { organizationId, day } = this;
    if (organizationId === null || !(await this.quota.take({ organizationId, day, bytes }))) return false;
    this.taken += bytes;
    return true;
  }

  private async returned(bytes: number): Promise<void> {
    const { organizationId, day } = this;
    if (organizationId !== null) await this.quota.giveBack({ organizationId, day, bytes });
  }
}
