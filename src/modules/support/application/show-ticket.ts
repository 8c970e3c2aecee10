import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../kernel/actor.js';
import { NotFound } from '../../../kernel/errors.js';
import type { UserId } from '../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../platform/database/read-database.js';
import { People, type Person } from '../../../platform/ports/people.js';
import { Downloads, type NewerRelease } from '../../downloads/index.js';
import { type Entitlement, Licensing } from '../../licensing/index.js';
import { currentTicket } from './merging/current-ticket.js';
import {
  bundleVersions,
  peopleOf,
  type Thread,
  type ThreadRow,
  threadStatement,
  toThread,
} from './ticket-thread.js';
import { visibleTo } from './ticket-visibility.js';

export interface ShownTicket {
  readonly thread: Thread;
  /** Names; who is gone is missing. */
  readonly people: ReadonlyMap<UserId, Person>;
  /** The license that the request is about; null for none. */
  readonly license: Entitlement | null;
  /** What the license may have instead of what a diagnostic bundle tells; null: nothing newer. */
  readonly newer: NewerRelease | null;
}

/** One request, as customers see it. */
@Injectable()
export class ShowTicket {
  constructor(
    private readonly database: ReadDatabase,
    private readonly people: People,
    private readonly licensing: Licensing,
    private readonly downloads: Downloads,
  ) {}

  /** @throws NotFound when there is none or it is not the actor's */
  async execute(actor: CustomerActor, ticketId: string): Promise<ShownTicket> {
    const row = await this.database.one<ThreadRow>(
      threadStatement(sql`t.id = ${currentTicket(ticketId)} and ${visibleTo(actor)}`),
    );
    if (!row) throw NotFound.of('request');
    const thread = toThread(row);
    const [people, license, newer] = await Promise.all([
      this.people.users(peopleOf(thread)),
      this.licenseOf(thread),
      this.newerThan(actor, thread),
    ]);
    return { thread, people, license, newer };
  }

  /** Looks before a form's files are stored. @throws NotFound when there is none or it is not the actor's */
  async ensureVisible(actor: CustomerActor, ticketId: string): Promise<void> {
    if (!(await this.isVisible(actor, ticketId))) throw NotFound.of('request');
  }

  async isVisible(actor: CustomerActor, ticketId: string): Promise<boolean> {
    const row = await this.database.one(
      sql`select 1 as seen from support.ticket t where t.id = ${currentTicket(ticketId)} and ${visibleTo(actor)}`,
    );
    return row !== null;
  }

  private async newerThan(actor: CustomerActor, thread: Thread): Promise<NewerRelease | null> {
    const versions = bundleVersions(thread);
    if (thread.licenseId === null || versions.length === 0) return null;
    return await this.downloads.newerFor(actor, versions, thread.licenseId);
  }

  private async licenseOf({ organizationId, licenseId }: Thread): Promise<Entitlement | null> {
    if (licenseId === null) return null;
    const [license] = await this.licensing.entitlementsOf({ organizationId, licenseId });
    return license ?? null;
  }
}
