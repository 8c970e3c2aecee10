import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { filePayload, type LicenseFile } from '../../domain/license-file.js';
import { printSigned, signPayload } from '../../domain/signed-payload.js';
import { SigningKeyUnreadable } from '../../domain/signing-key.errors.js';
import { SigningKey } from '../../domain/signing-key.js';
import { SigningKeyRepository } from '../../persistence/signing-key.repository.js';
import { KeyVault } from './key-vault.js';

/** Signs license files with the current key, and makes the first keys when they are needed. For use in a command. */
@Injectable()
export class SigningKeys {
  constructor(
    private readonly em: EntityManager,
    private readonly keys: SigningKeyRepository,
    private readonly vault: KeyVault,
    private readonly clock: Clock,
  ) {}

  /** The file's text. @throws SigningKeyUnreadable when the key was sealed with another APP_SECRET */
  async sign(file: LicenseFile): Promise<string> {
    const key = await this.current();
    const privateKey = this.vault.open(key);
    if (!privateKey) throw SigningKeyUnreadable.current();
    const payload = filePayload(file);
    const signature = signPayload('latchkey license file v1', payload, privateKey);
    await this.keys.signedUntil(key.kid, new Date(file.expiresAt));
    return printSigned('LICENSE FILE', { kid: key.kid, payload, signature });
  }

  /** The key that signs now. */
  async current(): Promise<SigningKey> {
    return (await this.keys.current()) ?? (await this.makeFirst());
  }

  private async makeFirst(): Promise<SigningKey> {
    await this.keys.lock();
    const meanwhile = await this.keys.current();
    if (meanwhile) return meanwhile;
    const now = this.clock.now();
    const [first, next] = [SigningKey.make(this.vault.mint(), now), SigningKey.make(this.vault.mint(), now)];
    first.begin(now);
    this.em.persist([first, next]);
    // What remembers the end of files is a statement of its own and must see the row.
    await this.em.flush();
    return first;
  }
}
