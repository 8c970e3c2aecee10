import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { NotFound } from '../../../../kernel/errors.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { ReleaseBudgetSpent } from '../../domain/hand-over.errors.js';
import { mayReach } from '../../domain/license.policy.js';
import type { ReleaseBudget } from '../../domain/release-budget.js';
import { LicenseRepository } from '../../persistence/license.repository.js';
import { ReleaseRequestRepository } from '../../persistence/release-request.repository.js';
import { Places } from '../places.js';

/** A customer takes the place of a machine from it, within the budget of the policy (row LI-5). */
@Injectable()
export class ReleaseMachine {
  constructor(
    readonly em: EntityManager,
    private readonly licenses: LicenseRepository,
    private readonly requests: ReleaseRequestRepository,
    private readonly places: Places,
    private readonly clock: Clock,
  ) {}

  /**
   * The license stays locked from the count to the commit, so the budget holds whatever arrives together. A machine
   * that was released before stays so, and costs nothing.
   * @throws NotFound when the license or the machine is missing or somebody else's
   * @throws ReleaseBudgetSpent
   */
  @Transactional()
  async execute(
    actor: CustomerActor,
    command: { readonly licenseId: string; readonly installationId: string },
  ): Promise<ReleaseBudget> {
    const license = await this.licenses.locked(command.licenseId);
    if (!mayReach(actor, license)) throw NotFound.of('license');
    const installation = await this.licenses.ownInstallation(license.id, command.installationId);
    const now = this.clock.now();
    const budget = await this.requests.budget(license, now);
    if (installation.releasedAt !== null) return budget.now;
    if (budget.now.left === 0) throw ReleaseBudgetSpent.of(budget.now);
    const asked = await this.requests.openFor(installation.id);
    asked?.withdraw(actor.userId, now);
    const by = { reason: 'customer', userId: actor.userId } as const;
    await this.places.release(license, [installation], by, asked ? [asked] : []);
    await recordAudit(this.em, now, {
      action: 'licensing.installation-released',
      organizationId: license.organizationId,
      objectId: license.id,
      details: { installationId: installation.id },
    });
    return budget.after;
  }
}
