import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../kernel/actor.js';
import { ShowCategories } from './categories/show-categories.js';
import { ShowStatus } from './incidents/show-status.js';
import { TicketLicenses } from './ticket-licenses.js';

/** What the form of a new request offers: licenses, categories, and what goes on with the products. */
@Injectable()
export class NewRequestFacts {
  constructor(
    private readonly licenses: TicketLicenses,
    private readonly categories: ShowCategories,
    private readonly status: ShowStatus,
  ) {}

  async of(actor: CustomerActor) {
    const [licenses, categories, running] = await Promise.all([
      this.licenses.of(actor),
      this.categories.open(),
      this.status.runningFor(actor),
    ]);
    return { licenses, categories, running };
  }
}
