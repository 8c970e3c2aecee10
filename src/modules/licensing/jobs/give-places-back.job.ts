import { Injectable } from '@nestjs/common';
import { minute } from '../../../kernel/clock.js';
import { Repeats } from '../../../platform/queue/jobs.js';
import { GivePlacesBack } from '../application/lapses/give-places-back.js';

@Injectable()
export class GivePlacesBackJob {
  constructor(private readonly give: GivePlacesBack) {}

  @Repeats('licensing.give-places-back', 5 * minute)
  async run(): Promise<void> {
    await this.give.execute();
  }

  // It walks over every license whose policy demands heartbeats.
  @Repeats('licensing.lapse-silent-machines', 15 * minute)
  async lapse(): Promise<void> {
    await this.give.silent();
  }
}
