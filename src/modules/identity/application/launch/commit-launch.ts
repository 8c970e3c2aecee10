import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Audit } from '../../../../platform/audit/audit.js';
import type { SerialAccess } from '../../../licensing/index.js';
import { OpenSerialStep, type SerialStep } from '../signing-in/open-serial-step.js';
import type { VerifiedLaunch } from './launch-tokens.js';

/** Burns the launch and opens the next step, or neither. */
@Injectable()
export class CommitLaunch {
  constructor(
    readonly em: EntityManager,
    private readonly step: OpenSerialStep,
    private readonly audit: Audit,
  ) {}

  /** Null when the launch was used before: of many at once one wins. */
  @Transactional()
  async execute(command: {
    readonly access: SerialAccess;
    readonly launch: VerifiedLaunch;
    readonly serialNumber: string;
  }): Promise<SerialStep | null> {
    const { access, launch, serialNumber } = command;
    if (!(await this.burn(access.installationId, launch))) return null;
    const { organizationId, installationId } = access;
    await this.audit.record({ action: 'identity.launch-used', organizationId, objectId: installationId });
    return this.step.execute({ access, serialNumber, launched: true, returnTo: null });
  }

  private async burn(installationId: string, { jti, forgetAfter }: VerifiedLaunch): Promise<boolean> {
    const burned = await this.em.execute(
      `insert into identity.spent_launch (installation_id, jti, expires_at) values (?, ?, ?)
       on conflict do nothing returning 1`,
      [installationId, jti, forgetAfter],
    );
    return burned.length > 0;
  }
}
