import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { NotFound } from '../../../../kernel/errors.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { currentTicket } from '../merging/current-ticket.js';
import { SaveDraft } from './save-draft.js';
import { type Draft, ShowDraft } from './show-draft.js';

/** What an agent typed at a request and did not send: a reply, or a note for colleagues (rows SU-3 and S3.45). */
@Injectable()
export class DeskDrafts {
  constructor(
    private readonly saving: SaveDraft,
    private readonly showing: ShowDraft,
    private readonly database: ReadDatabase,
  ) {}

  /** @throws NotFound when there is no such request */
  async of(actor: StaffActor, ticketId: string): Promise<Draft | null> {
    return await this.showing.execute(actor, await this.current(ticketId));
  }

  /** @throws NotFound. @returns when it was saved; null when nothing was kept */
  async keep(
    actor: StaffActor,
    draft: {
      readonly ticketId: string;
      readonly fields: Readonly<Record<string, string>>;
      readonly submissionId: string | null;
    },
  ): Promise<Date | null> {
    return await this.saving.execute(actor, draft);
  }

  /** @throws NotFound */
  async discard(actor: StaffActor, ticketId: string): Promise<void> {
    await this.saving.discard(actor, await this.current(ticketId));
  }

  private async current(ticketId: string): Promise<string> {
    const row = await this.database.one<{ id: string }>(
      sql`select t.id from support.ticket t where t.id = ${currentTicket(ticketId)}`,
    );
    if (!row) throw NotFound.of('request');
    return row.id;
  }
}
