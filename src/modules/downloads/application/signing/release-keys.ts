import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { type KeyPurpose, keyPurposes, ReleaseKey } from '../../domain/release-key.js';
import { ReleaseKeyRepository } from '../../persistence/release-key.repository.js';
import { ReleaseKeyVault } from './release-key-vault.js';

/** The keys that sign releases: the first is made when it is needed, and one takes the place of another on purpose. */
@Injectable()
export class ReleaseKeys {
  constructor(
    readonly em: EntityManager,
    private readonly keys: ReleaseKeyRepository,
    private readonly vault: ReleaseKeyVault,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** The key that signs for the purpose now. */
  @Transactional()
  async current(purpose: KeyPurpose): Promise<ReleaseKey> {
    const there = await this.keys.current(purpose);
    if (there) return there;
    await this.keys.lock();
    // All of them at once: who embeds keys looks them up once, before the first release.
    const made = new Map<KeyPurpose, ReleaseKey>();
    for (const one of keyPurposes) made.set(one, (await this.keys.current(one)) ?? this.make(one));
    return made.get(purpose) ?? this.make(purpose);
  }

  /** All that ever signed, the newest first: what an old one signed stays good. */
  @Transactional()
  async all(): Promise<readonly ReleaseKey[]> {
    const keys = await this.keys.all();
    const signs = (wanted: KeyPurpose) =>
      keys.some((key) => key.purpose === wanted && key.retiredAt === null);
    if (keyPurposes.every(signs)) return keys;
    for (const purpose of keyPurposes) await this.current(purpose);
    return this.keys.all();
  }

  /** Lets a new key sign for the purpose from now on. What the old one signed keeps its signature. */
  @Transactional()
  async rotate(purpose: KeyPurpose): Promise<{ readonly current: string; readonly retired: string | null }> {
    await this.keys.lock();
    const old = await this.keys.current(purpose);
    old?.retire(this.clock.now());
    // One key signs at a time, whatever order the statements of a flush have.
    await this.em.flush();
    const details = { purpose, current: this.make(purpose).kid, retired: old?.kid ?? null };
    await this.audit.record({ action: 'downloads.release-key-rotated', details });
    return details;
  }

  private make(purpose: KeyPurpose): ReleaseKey {
    const key = ReleaseKey.make({ ...this.vault.mint(), purpose }, this.clock.now());
    this.em.persist(key);
    return key;
  }
}
