import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { RecoveryCodes } from './recovery-codes.js';

/** Makes ten new recovery codes; the old ones stop working. */
@Injectable()
export class RenewRecoveryCodes {
  constructor(
    readonly em: EntityManager,
    private readonly codes: RecoveryCodes,
  ) {}

  @Transactional()
  async execute(actor: SignedIn): Promise<readonly string[]> {
    return this.codes.renew(actor.userId);
  }
}
