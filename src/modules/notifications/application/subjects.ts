import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../kernel/actor.js';
import { type DownloadSummary, Downloads } from '../../downloads/index.js';
import { type LicenseFacts, Licensing } from '../../licensing/index.js';
import { type OrderSummary, Orders } from '../../orders/index.js';
import { Support, type TicketSummary } from '../../support/index.js';

/** What something is about, by its id. */
export interface Asked {
  readonly requests: readonly string[];
  readonly licenses: readonly string[];
  readonly releases: readonly string[];
  readonly orders: readonly string[];
}

/** Those of them that the reader may see now. */
export interface Seen {
  readonly requests: readonly TicketSummary[];
  readonly licenses: readonly LicenseFacts[];
  readonly releases: readonly DownloadSummary[];
  readonly orders: readonly OrderSummary[];
}

/** Asks the modules what people may see of the things that they were told about (ADR 38). */
@Injectable()
export class Subjects {
  constructor(
    private readonly support: Support,
    private readonly licensing: Licensing,
    private readonly downloads: Downloads,
    private readonly orders: Orders,
  ) {}

  /** A statement or two for each kind that is there, at the same time. */
  async among(actor: CustomerActor, asked: Asked): Promise<Seen> {
    const [requests, licenses, releases, orders] = await Promise.all([
      this.support.amongFor(actor, asked.requests),
      this.licensing.amongFor(actor, asked.licenses),
      this.downloads.amongFor(actor, asked.releases),
      this.orders.amongFor(actor, asked.orders),
    ]);
    return { requests, licenses, releases, orders };
  }
}
