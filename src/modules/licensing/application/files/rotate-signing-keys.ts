import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { SigningKey } from '../../domain/signing-key.js';
import { SigningKeyRepository } from '../../persistence/signing-key.repository.js';
import { KeyVault } from './key-vault.js';

export interface Rotation {
  readonly current: string;
  readonly next: string;
  /** Null when there was no key before. */
  readonly retired: string | null;
}

/** Lets the next key sign, and makes the one after it. What the old one signed stays good until it has run out. */
@Injectable()
export class RotateSigningKeys {
  constructor(
    readonly em: EntityManager,
    private readonly keys: SigningKeyRepository,
    private readonly vault: KeyVault,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(): Promise<Rotation> {
    await this.keys.lock();
    const now = this.clock.now();
    const [old, waiting] = [await this.keys.current(), await this.keys.next()];
    const current = waiting && this.vault.open(waiting) ? waiting : this.make(now);
    // Sealed with another APP_SECRET it can never sign.
    if (waiting && waiting !== current) waiting.retire(now);
    old?.retire(now);
    // Of each state there is one, whatever order the statements of a flush have.
    await this.em.flush();
    current.begin(now);
    await this.em.flush();
    const next = this.make(now);
    const details = { current: current.kid, next: next.kid, retired: old?.kid ?? null };
    await this.audit.record({ action: 'licensing.signing-key-rotated', details });
    return details;
  }

  private make(now: Date): SigningKey {
    const key = SigningKey.make(this.vault.mint(), now);
    this.em.persist(key);
    return key;
  }
}
