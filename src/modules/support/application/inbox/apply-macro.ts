import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { type StaffMessageCommand, TicketDesk } from '../ticket-desk.js';
import { ReadyMacros } from './ready-macros.js';
import type { ShownMacro } from './show-macros.js';
import { SortTicket } from './sort-ticket.js';

export interface MacroCommand {
  readonly ticketId: string;
  readonly macroId: string;
  /** What the agent made of the macro's text; its own text unless told. */
  readonly written?: Omit<StaffMessageCommand, 'ticketId'>;
}

/** Does to a request what a macro says, all of it or nothing. */
@Injectable()
export class ApplyMacro {
  constructor(
    protected readonly em: EntityManager,
    private readonly macros: ReadyMacros,
    private readonly desk: TicketDesk,
    private readonly sort: SortTicket,
  ) {}

  /** @returns the id of what it wrote, or null. @throws NotFound, InvalidInput, StatusChangeRefused, AnsweredMeanwhile */
  @Transactional()
  async execute(
    actor: StaffActor,
    command: MacroCommand,
  ): Promise<{ readonly id: string; readonly createdAt: Date } | null> {
    const { ticketId, macroId } = command;
    const macro = await this.macros.of(actor, ticketId, macroId);
    const { body, visibility } = macro;
    const written = command.written ?? (body === null ? null : { body, visibility });
    const made = written && (await this.desk.write(actor, { ticketId, ...written }));
    await this.set(actor, ticketId, macro);
    return made;
  }

  private async set(actor: StaffActor, ticketId: string, macro: ShownMacro): Promise<void> {
    const { status, priority, tags, takeOver } = macro;
    if (takeOver) await this.desk.assign(actor, { ticketId, assigneeId: actor.userId });
    if (priority) await this.desk.prioritize(actor, { ticketId, priority });
    if (tags.length > 0) await this.sort.addTags(actor, ticketId, tags);
    if (status) await this.desk.changeStatus(actor, { ticketId, status });
  }
}
