import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Licensing } from '../../../licensing/index.js';
import { filledIn } from '../../domain/inbox/placeholders.js';
import { ShowTicketToStaff, type TicketForStaff } from '../show-ticket-to-staff.js';
import { ShowMacros, type ShownMacro } from './show-macros.js';

/** Macros with the facts of a request in their texts. */
@Injectable()
export class ReadyMacros {
  constructor(
    private readonly macros: ShowMacros,
    private readonly tickets: ShowTicketToStaff,
    private readonly licensing: Licensing,
  ) {}

  /** @throws NotFound for the macro or the request */
  async of(actor: StaffActor, ticketId: string, macroId: string): Promise<ShownMacro> {
    const [macro, shown] = await Promise.all([this.macros.one(macroId), this.tickets.execute(ticketId)]);
    return await this.filledIn(actor, macro, shown);
  }

  /** The macro for a request that is read already. */
  async filledIn(actor: StaffActor, macro: ShownMacro, shown: TicketForStaff): Promise<ShownMacro> {
    if (macro.body === null) return macro;
    const { thread, people, organizationName } = shown;
    const products = thread.productId ? await this.licensing.productNames() : null;
    const body = filledIn(macro.body, {
      requester: people.get(thread.requesterId)?.name ?? null,
      organization: organizationName,
      number: thread.number,
      subject: thread.subject,
      product: (thread.productId && products?.get(thread.productId)) ?? null,
      agent: actor.name,
    });
    return { ...macro, body };
  }
}
