import { Injectable } from '@nestjs/common';
import { newId } from '../../../kernel/ids.js';
import { staffOf } from '../../../platform/http/actor.params.js';
import { type Page, page, type Refusal } from '../../../platform/http/pages.js';
import { Readers } from '../../../platform/http/readers.js';
import type { Request } from '../../../platform/http/request.js';
import { ShowTicketToStaff } from '../application/show-ticket-to-staff.js';
import { DeskSurroundings } from './desk-surroundings.js';
import { staffTicketView } from './staff.views.js';
import { DeskReply } from './uploads/desk-reply.js';

/** The agents' page of one request, which every refused form of it shows again. */
@Injectable()
export class StaffTicketPage {
  constructor(
    private readonly tickets: ShowTicketToStaff,
    private readonly surroundings: DeskSurroundings,
    private readonly reply: DeskReply,
    private readonly readers: Readers,
  ) {}

  /** @param macroId the macro that the reply begins with, as the address has it */
  async of(request: Request, id: string, refusal: Refusal | null, macroId: unknown = null): Promise<Page> {
    const shown = await this.tickets.execute(id);
    const [surroundings, { macros, uploads }] = await Promise.all([
      this.surroundings.of(staffOf(request), shown.thread),
      this.reply.of(request, shown, { refusal, macroId }),
    ]);
    const parts = { shown, ...surroundings, macros, submissionId: newId(), refusal };
    const view = staffTicketView(parts, staffOf(request), this.readers.of(request));
    return page('support/desk', { ...view, uploads });
  }
}
