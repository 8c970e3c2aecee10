import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { newId } from '../../../../kernel/ids.js';
import { ReadDatabase, type Statement, sql } from '../../../../platform/database/read-database.js';
import type { Watch } from '../../../../platform/live/live-stream.js';
import { mayWork } from '../../domain/ticket.policy.js';
import { currentTicket } from '../merging/current-ticket.js';
import { noteMark, publicMark } from '../ticket-thread.js';
import { visibleTo } from '../ticket-visibility.js';
import { Presence } from './presence.js';

/** What customers see of a request; notes and how agents sort it are not among it (ruling C14). */
const shown: ReadonlySet<string> = new Set(['message', 'changed']);

/** What changes no line of the inbox. */
const quiet: ReadonlySet<string> = new Set(['company', 'note', 'held']);

/** What pages about requests are told while they are open (row SU-7). Nothing that was said is ever told itself. */
@Injectable()
export class WatchRequests {
  constructor(
    private readonly database: ReadDatabase,
    private readonly presence: Presence,
  ) {}

  /** The page of a customer: told what `visibleTo` lets them see at that moment. */
  forCustomer(ticketId: string): Watch {
    return {
      topic: `request ${ticketId}`,
      told: (what) => (what === null || shown.has(what) ? 'changed' : null),
      stillMay: (actor) => this.maySee(actor, ticketId),
      mark: () => this.mark(publicMark, ticketId),
      spacingMs: 0,
    };
  }

  /** The page of an agent, which also tells colleagues that it is open. */
  forAgent({ userId }: SignedIn, ticketId: string): Watch {
    const page = { id: newId(), ticketId, userId };
    return {
      topic: `request ${ticketId}`,
      told: () => 'changed',
      stillMay: async (actor) => mayWork(actor) && (await this.isThere(ticketId)),
      mark: () => this.mark(noteMark, ticketId),
      spacingMs: 0,
      present: { seen: () => this.presence.seen(page), left: () => this.presence.left(page.id) },
    };
  }

  /** The inbox hears of every request, so it is told at most every two seconds. */
  inbox(): Watch {
    return {
      topic: 'request',
      told: (what) => (what !== null && quiet.has(what) ? null : 'changed'),
      stillMay: async (actor) => mayWork(actor),
      mark: async () => '',
      spacingMs: 2_000,
    };
  }

  private async maySee(actor: SignedIn, ticketId: string): Promise<boolean> {
    if (actor.kind !== 'customer') return false;
    return await this.finds(ticketId, visibleTo(actor));
  }

  private isThere(ticketId: string): Promise<boolean> {
    return this.finds(ticketId, sql`true`);
  }

  private async finds(ticketId: string, condition: Statement): Promise<boolean> {
    const row = await this.database.one(
      sql`select 1 as found from support.ticket t where t.id = ${currentTicket(ticketId)} and ${condition}`,
    );
    return row !== null;
  }

  private async mark(how: Statement, ticketId: string): Promise<string> {
    const row = await this.database.one<{ mark: string }>(
      sql`select ${how} as mark from support.ticket t where t.id = ${currentTicket(ticketId)}`,
    );
    return row?.mark ?? '';
  }
}
