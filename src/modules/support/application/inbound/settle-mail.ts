import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { Config } from '../../../../platform/config/config.js';
import type { HeldBecause } from '../../events/inbound-words.js';
import type { TicketId } from '../../events/ticket-words.js';
import { FileMail } from './file-mail.js';
import { InboundMails } from './inbound-mails.js';
import type { KeptFiles } from './mail-files.js';
import type { UnderstoodMail } from './understand-mail.js';
import type { Verdict } from './weigh-sender.js';

/** Writes down what the portal decided about a mail. What somebody decided meanwhile stays. */
@Injectable()
export class SettleMail {
  constructor(
    protected readonly em: EntityManager,
    private readonly mails: InboundMails,
    private readonly filing: FileMail,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async hold(id: string, reason: HeldBecause, ticketId: TicketId | null, of: UnderstoodMail | null) {
    const mail = await this.mails.waiting(id);
    if (!mail) return;
    if (of) mail.describe(of.head);
    const unwanted = reason === 'unknown-sender' && this.config.inbound?.unknownSenders === 'discard';
    mail.hold(reason, ticketId);
    if (unwanted) mail.discard(null, this.clock.now());
  }

  /**
   * Makes it a message. False: somebody decided meanwhile, and its files belong to nothing.
   * @throws NotFound, Forbidden when who wrote may not
   */
  @Transactional()
  async file(
    id: string,
    verdict: Verdict & { kind: 'reply' | 'open' },
    of: { readonly understood: UnderstoodMail; readonly kept: KeptFiles },
  ): Promise<boolean> {
    const mail = await this.mails.waiting(id);
    if (!mail) return false;
    mail.describe(of.understood.head);
    const letter = { mail, ...of, actor: verdict.actor, by: null };
    if (verdict.kind === 'reply') await this.filing.reply(verdict.ticketId, letter);
    else await this.filing.open(letter);
    return true;
  }
}
