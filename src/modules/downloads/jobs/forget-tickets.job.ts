import { Injectable } from '@nestjs/common';
import { hour } from '../../../kernel/clock.js';
import { Repeats } from '../../../platform/queue/jobs.js';
import { ForgetTickets } from '../application/tickets/forget-tickets.js';

@Injectable()
export class ForgetTicketsJob {
  constructor(private readonly forget: ForgetTickets) {}

  @Repeats('downloads.forget-tickets', 6 * hour)
  async run(): Promise<void> {
    await this.forget.execute();
  }
}
