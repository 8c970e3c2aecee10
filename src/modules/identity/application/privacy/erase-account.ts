import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { InvalidInput } from '../../../../kernel/errors.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { PersonalData } from '../../../../platform/personal-data/personal-data.js';
import { Erasure } from '../../domain/erasure.js';
import { AccountAccess } from '../people/account-access.js';
import { DataSubjects } from './data-subjects.js';

/**
 * Erases the actor: what names them is gone at once, what a law keeps stays (row ID-12). Nobody can undo it. What a
 * colleague answered stays too, without the name: it belongs to whom it answers.
 */
@Injectable()
export class EraseAccount {
  constructor(
    readonly em: EntityManager,
    private readonly access: AccountAccess,
    private readonly subjects: DataSubjects,
    private readonly data: PersonalData,
    private readonly clock: Clock,
  ) {}

  /**
   * @param typedName the actor's name, so that it is meant
   * @throws InvalidInput naming `name`. @throws LastOwner before a handover. @throws LastAdministrator
   */
  @Transactional()
  async execute(actor: SignedIn, typedName: string): Promise<void> {
    await this.subjects.ensureDispensable(actor.userId);
    const user = await this.access.ofUser(actor.userId);
    await this.access.ensureAdministratorRemains(user);
    if (typedName !== user.name) throw InvalidInput.field('name', 'Type your name exactly as it is shown.');
    const now = this.clock.now();
    const subject = await this.subjects.of(user.id);
    const { id: userId, email, name, locale } = user;
    await recordAudit(this.em, now, { action: 'identity.account-erased', aboutUserId: userId });
    user.leaveStaff(now);
    const files = await this.data.erase(subject);
    await this.em.execute('update identity.user set disabled_at = ? where id = ?', [now, userId]);
    await this.em.execute(
      'update identity.membership set removed_at = ? where user_id = ? and removed_at is null',
      [now, userId],
    );
    this.em.persist(Erasure.of({ userId, email, name, locale: locale ?? 'en', files, now }));
  }
}
