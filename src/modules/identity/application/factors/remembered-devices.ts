import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { NotFound } from '../../../../kernel/errors.js';
import type { UserId } from '../../../../kernel/ids.js';
import { asking } from '../../../../platform/audit/asking.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { RememberedDevice } from '../../domain/remembered-device.js';
import { tokenHash } from '../../domain/secrets.js';
import { FactorRepository } from '../../persistence/factor.repository.js';
import { newToken } from '../links/tokens.js';

/**
 * Browsers that need no second step for 30 days, by the choice of their user (row S3.22). A change of the factors or of
 * the password forgets them all.
 */
@Injectable()
export class RememberedDevices {
  constructor(
    readonly em: EntityManager,
    private readonly factors: FactorRepository,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** The secret for the browser's cookie. In the caller's transaction. */
  async remember(userId: UserId, userAgent: string | null): Promise<string> {
    const { token, hash } = newToken();
    const network = asking()?.network ?? null;
    const now = this.clock.now();
    this.em.persist(RememberedDevice.remember({ userId, tokenHash: hash, userAgent, network, now }));
    await this.audit.record({ action: 'identity.device-remembered', aboutUserId: userId });
    return token;
  }

  /** True when this user gave a second factor in this browser lately, and nothing was changed since. */
  private async knows(userId: string, token: string | null): Promise<boolean> {
    return token !== null && this.factors.isRemembered(userId, tokenHash(token), this.clock.now());
  }

  /**
   * True when the second step must follow the password: there is a factor, and the browser is not one of these. Asked
   * in the transaction that opens the session, after the user was locked, because a factor may be added while the
   * password is checked.
   */
  async secondStepDue(userId: UserId, token: string | null): Promise<boolean> {
    const { factors } = await this.factors.count(userId);
    return factors > 0 && !(await this.knows(userId, token));
  }

  /** Asks for the second step again, in this browser. @throws NotFound when it is not one of the actor's */
  @Transactional()
  async forget(actor: SignedIn, id: string): Promise<void> {
    const { userId } = actor;
    if (!(await this.factors.forgetDevice(userId, id))) throw NotFound.of('browser');
    await this.audit.record({ action: 'identity.device-forgotten', aboutUserId: userId, objectId: id });
  }

  /** Asks for the second step again, in every browser. */
  @Transactional()
  async forgetAll(actor: SignedIn): Promise<void> {
    await this.factors.forgetDevices(actor.userId);
    await this.audit.record({ action: 'identity.devices-forgotten', aboutUserId: actor.userId });
  }
}
