import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { SignatureReplayed } from '../../domain/signature.errors.js';
import type { VerifiedSignature } from './request-signatures.js';

/** Signatures of calls that changed something: each does so once. */
@Injectable()
export class SpentSignatures {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** Spends it with the caller's transaction. @throws SignatureReplayed when another call did */
  async burn(installationId: string, { jti, forgetAfter }: VerifiedSignature): Promise<void> {
    const burned = await this.em.execute(
      `insert into licensing.spent_signature (installation_id, jti, forget_after) values (?, ?, ?)
       on conflict do nothing returning 1`,
      [installationId, jti, forgetAfter],
    );
    if (burned.length === 0) throw SignatureReplayed.once();
  }

  /** Forgets those that are too old to be accepted again, at most 10,000. */
  async forget(): Promise<void> {
    await this.em.fork().execute(
      `delete from licensing.spent_signature where (installation_id, jti) in (
         select installation_id, jti from licensing.spent_signature where forget_after < ? limit 10000)`,
      [this.clock.now()],
    );
  }
}
