import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { Bounces } from '../../../../platform/mail/bounces.js';
import { InboundMails } from './inbound-mails.js';
import type { UnderstoodMail } from './understand-mail.js';
import type { Verdict } from './weigh-sender.js';

/** Puts aside what no person wrote. A bounce of a mail of ours is written into its delivery log. */
@Injectable()
export class SetMailAside {
  constructor(
    protected readonly em: EntityManager,
    private readonly mails: InboundMails,
    private readonly bounces: Bounces,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(id: string, verdict: Verdict & { kind: 'aside' }, of: UnderstoodMail): Promise<void> {
    const mail = await this.mails.waiting(id);
    if (!mail) return;
    mail.describe(of.head);
    mail.setAside(verdict.automatic, verdict.ticketId, this.clock.now());
    if (of.bounce) await this.bounces.note(of.bounce);
  }
}
