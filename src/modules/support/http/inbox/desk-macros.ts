import { Injectable } from '@nestjs/common';
import { isId } from '../../../../kernel/ids.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { ReadyMacros } from '../../application/inbox/ready-macros.js';
import { ShowMacros } from '../../application/inbox/show-macros.js';
import type { TicketForStaff } from '../../application/show-ticket-to-staff.js';
import { effectsOf } from './macros.views.js';

/** The macros that the page of a request offers, and the one that its reply begins with. */
export interface DeskMacrosView {
  readonly choices: readonly { readonly value: string; readonly label: string; readonly selected: boolean }[];
  readonly chosen: {
    readonly id: string;
    readonly name: string;
    readonly body: string | null;
    readonly visibility: 'public' | 'internal';
    readonly effects: readonly string[];
  } | null;
}

@Injectable()
export class DeskMacros {
  constructor(
    private readonly macros: ShowMacros,
    private readonly ready: ReadyMacros,
    private readonly readers: Readers,
  ) {}

  /** @param macroId as an address or form has it; what is none of ours is no choice */
  async of(request: Request, shown: TicketForStaff, macroId: unknown): Promise<DeskMacrosView> {
    const all = await this.macros.all();
    const wanted = typeof macroId === 'string' && isId(macroId) ? macroId.toLowerCase() : null;
    const known = all.find(({ id }) => id === wanted);
    const chosen = known && (await this.ready.filledIn(staffOf(request), known, shown));
    return {
      choices: all.map(({ id, name }) => ({ value: id, label: name, selected: id === known?.id })),
      chosen: chosen ? { ...chosen, effects: effectsOf(chosen, this.readers.of(request)) } : null,
    };
  }
}
