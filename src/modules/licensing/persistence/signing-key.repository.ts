import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { SigningKey } from '../domain/signing-key.js';

/** Keys that sign license files. */
@Injectable()
export class SigningKeyRepository {
  constructor(private readonly em: EntityManager) {}

  async current(): Promise<SigningKey | null> {
    return this.em.findOne(SigningKey, { state: 'current' });
  }

  async next(): Promise<SigningKey | null> {
    return this.em.findOne(SigningKey, { state: 'next' });
  }

  /** The newest first. */
  async all(): Promise<SigningKey[]> {
    return this.em.find(SigningKey, {}, { orderBy: { createdAt: 'desc', kid: 'asc' } });
  }

  /** Lets nobody else make or change keys until the transaction ends. */
  async lock(): Promise<void> {
    await this.em.execute("select pg_advisory_xact_lock(hashtext('licensing.signing_key'))");
  }

  /** Remembers until when the key must be known. Rounded up to a day, so that most files write nothing. */
  async signedUntil(kid: string, end: Date): Promise<void> {
    await this.em.execute(
      `update licensing.signing_key
       set last_file_ends_at = date_trunc('day', ?::timestamptz at time zone 'UTC') at time zone 'UTC' + interval '1 day'
       where kid = ? and (last_file_ends_at is null or last_file_ends_at < ?::timestamptz)`,
      [end, kid, end],
    );
  }
}
