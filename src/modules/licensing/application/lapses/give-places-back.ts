import { Injectable } from '@nestjs/common';
import { Clock, day, later } from '../../../../kernel/clock.js';
import { eachInTurn } from '../../../../platform/queue/each-in-turn.js';
import { UsageRepository } from '../../persistence/usage.repository.js';
import { SpentSignatures } from '../product/spent-signatures.js';
import { FindLapses } from './find-lapses.js';
import { LapsePlaces } from './lapse-places.js';

const licensesAtATime = 500;
/** Licenses of one run: a policy that begins to demand heartbeats may silence a million at once. */
const mostSilent = 2_000;
const reportsKept = 90 * day;

/**
 * Tells of places that the clock has freed, and forgets what is of no more use. Nobody waits for it: whoever asks for a
 * place is judged by the clock. What is left of a run is done by the next.
 */
@Injectable()
export class GivePlacesBack {
  constructor(
    private readonly find: FindLapses,
    private readonly lapse: LapsePlaces,
    private readonly spent: SpentSignatures,
    private readonly usage: UsageRepository,
    private readonly clock: Clock,
  ) {}

  /** Leases that ran out. */
  async execute(): Promise<void> {
    await this.spent.forget();
    await this.usage.forgetReports(later(this.clock.now(), -reportsKept));
    await this.lapseEach(await this.find.runOut(licensesAtATime));
  }

  /** Machines that are silent for too long. */
  async silent(): Promise<void> {
    await this.lapseEach(this.someSilent());
  }

  private async *someSilent(): AsyncGenerator<string> {
    let left = mostSilent;
    for await (const ids of this.find.silent()) {
      const some = ids.slice(0, left);
      yield* some;
      left -= some.length;
      if (left === 0) return;
    }
  }

  private lapseEach(licenseIds: Iterable<string> | AsyncIterable<string>): Promise<void> {
    return eachInTurn(licenseIds, (id) => this.lapse.execute(id));
  }
}
