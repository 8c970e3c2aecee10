import { Injectable } from '@nestjs/common';
import { minute } from '../../../kernel/clock.js';
import { Repeats } from '../../../platform/queue/jobs.js';
import { CountChangedTickets } from '../application/reports/count-changed-tickets.js';

@Injectable()
export class ReportsJob {
  constructor(private readonly countChangedTickets: CountChangedTickets) {}

  @Repeats('support.count-changed-tickets', minute)
  async count(): Promise<void> {
    await this.countChangedTickets.execute();
  }
}
