import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { keySetOf, type PublishedKey } from '../../domain/key-set.js';
import { SigningKeyRepository } from '../../persistence/signing-key.repository.js';
import { SigningKeys } from './signing-keys.js';

/** The keys that check license files: the one that signs, the next one, and those whose files still run. */
@Injectable()
export class PublishKeys {
  constructor(
    readonly em: EntityManager,
    private readonly signingKeys: SigningKeys,
    private readonly keys: SigningKeyRepository,
    private readonly clock: Clock,
  ) {}

  /** A command, because it makes the first keys where nobody signed anything yet. */
  @Transactional()
  async execute(): Promise<readonly PublishedKey[]> {
    await this.signingKeys.current();
    const now = this.clock.now();
    const published = (await this.keys.all()).map((key) => key.published());
    return published.filter(({ validUntil }) => validUntil === null || validUntil > now);
  }

  /** As JSON. */
  async asSet(): Promise<ReturnType<typeof keySetOf>> {
    return keySetOf(await this.execute());
  }
}
