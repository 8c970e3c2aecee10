import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { type OptionalMailKind, optionalMailKinds } from '../../../../platform/ports/mail-kinds.js';
import { UserRepository } from '../../persistence/user.repository.js';

/** Whether mails of each kind are sent to the person. */
export type MailChoice = Readonly<Record<OptionalMailKind, boolean>>;

/** Says which mails the person does without (row S2.29). Essential ones cannot be muted. */
@Injectable()
export class ChooseMails {
  constructor(
    readonly em: EntityManager,
    private readonly users: UserRepository,
    private readonly audit: Audit,
  ) {}

  /** What is left out stays as it is. */
  @Transactional()
  async execute(actor: SignedIn, choice: Partial<MailChoice>): Promise<void> {
    const user = await this.users.byId(actor.userId);
    const muted = optionalMailKinds.filter((kind) => !(choice[kind] ?? !user.mutedMails.includes(kind)));
    user.muteMails(muted);
    await this.audit.record({
      action: 'identity.notifications-changed',
      aboutUserId: actor.userId,
      details: { muted },
    });
  }
}
