import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import type { OrganizationId } from '../../../../kernel/ids.js';
import type { TicketId } from '../../events/ticket-words.js';
import { AttachMail } from './attach-mail.js';
import { DiscardMail } from './discard-mail.js';
import { OpenFromMail } from './open-from-mail.js';
import { PrepareLetter } from './prepare-letter.js';

/** What agents do with a mail that came in; both faces of the console speak to it. */
@Injectable()
export class InboundDesk {
  constructor(
    private readonly letters: PrepareLetter,
    private readonly attaching: AttachMail,
    private readonly opening: OpenFromMail,
    private readonly discarding: DiscardMail,
  ) {}

  /** @returns the request that it is part of now */
  async attach(
    actor: StaffActor,
    about: { readonly id: string; readonly number: string },
  ): Promise<TicketId> {
    const ticket = await this.letters.doing(about.id, (letter) =>
      this.attaching.execute(actor, { ...about, ...letter }),
    );
    return ticket.id;
  }

  async open(
    actor: StaffActor,
    about: { readonly id: string; readonly email: string; readonly organizationId: string | null },
  ): Promise<TicketId> {
    const organizationId = about.organizationId as OrganizationId | null;
    return await this.letters.doing(about.id, (letter) =>
      this.opening.execute(actor, { ...about, organizationId, ...letter }),
    );
  }

  async discard(actor: StaffActor, id: string): Promise<void> {
    await this.discarding.execute(actor, { id });
  }
}
