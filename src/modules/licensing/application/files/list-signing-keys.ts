import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SigningKeyState } from '../../domain/signing-key.js';
import { SigningKeyRepository } from '../../persistence/signing-key.repository.js';
import { KeyVault } from './key-vault.js';

export interface ListedKey {
  readonly kid: string;
  readonly state: SigningKeyState;
  readonly createdAt: Date;
  readonly validUntil: Date | null;
  /** False when it was sealed with another APP_SECRET. */
  readonly readable: boolean;
}

/** Every key that ever signed, or will; for operators. */
@Injectable()
export class ListSigningKeys {
  constructor(
    readonly em: EntityManager,
    private readonly keys: SigningKeyRepository,
    private readonly vault: KeyVault,
  ) {}

  @Transactional()
  async execute(): Promise<ListedKey[]> {
    return (await this.keys.all()).map((key) => ({
      kid: key.kid,
      state: key.state,
      createdAt: key.createdAt,
      validUntil: key.validUntil(),
      readable: this.vault.open(key) !== null,
    }));
  }
}
