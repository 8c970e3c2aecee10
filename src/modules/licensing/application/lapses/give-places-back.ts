import { Injectable } from '@nestjs/common';
import { Clock, day, later } from '../../../../kernel/clock.js';
import { UsageRepository } from '../../persistence/usage.repository.js';
import { SpentSignatures } from '../product/spent-signatures.js';
import { FindLapses } from './find-lapses.js';
import { LapsePlaces } from './lapse-places.js';

const licensesAtATime = 500;
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

  /** A license that cannot be done keeps none of the others from it; its error is thrown at the end. */
  async execute(): Promise<void> {
    await this.spent.forget();
    await this.usage.forgetReports(later(this.clock.now(), -reportsKept));
    const failed: unknown[] = [];
    for (const licenseId of await this.find.execute(licensesAtATime))
      await this.lapse.execute(licenseId).catch((error: unknown) => failed.push(error));
    if (failed.length > 0) throw failed[0];
  }
}
