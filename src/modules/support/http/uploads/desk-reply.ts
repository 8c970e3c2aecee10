import { Injectable } from '@nestjs/common';
import type { Refusal } from '../../../../platform/http/pages.js';
import type { Request } from '../../../../platform/http/request.js';
import type { TicketForStaff } from '../../application/show-ticket-to-staff.js';
import { DeskMacros, type DeskMacrosView } from '../inbox/desk-macros.js';
import { Unsent, type UploadsView } from './unsent.js';

/** What an agent's reply can begin with: a macro, and files that are uploaded already. */
@Injectable()
export class DeskReply {
  constructor(
    private readonly macros: DeskMacros,
    private readonly unsent: Unsent,
  ) {}

  /** @param macroId as an address has it */
  async of(
    request: Request,
    shown: TicketForStaff,
    { refusal, macroId }: { readonly refusal: Refusal | null; readonly macroId: unknown },
  ): Promise<{ readonly macros: DeskMacrosView; readonly uploads: UploadsView }> {
    const [macros, { uploads }] = await Promise.all([
      this.macros.of(request, shown, refusal?.values.macroId ?? macroId),
      this.unsent.of(request, shown.thread.id, refusal),
    ]);
    return { macros, uploads };
  }
}
