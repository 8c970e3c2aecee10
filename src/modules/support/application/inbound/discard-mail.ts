import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { ensureMayWork } from '../ticket-rights.js';
import { InboundMails } from './inbound-mails.js';

/** An agent wants nothing of a mail. It is kept as long as every other, and out of the way. */
@Injectable()
export class DiscardMail {
  constructor(
    protected readonly em: EntityManager,
    private readonly mails: InboundMails,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, InboundMailSettled */
  @Transactional()
  async execute(actor: StaffActor, command: { readonly id: string }): Promise<void> {
    ensureMayWork(actor);
    const mail = await this.mails.open(command.id);
    mail.discard(actor.userId, this.clock.now());
    await this.audit.record({ action: 'support.inbound-mail-discarded', actor, objectId: mail.id });
  }
}
