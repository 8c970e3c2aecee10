import { createHash, randomBytes } from 'node:crypto';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { type Actor, personOf, system } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { asking } from './asking.js';

/** What happened, in ids and words: no secret, no name, no address. */
export interface AuditEntry {
  /** Module and past fact, e.g. `identity.password-changed`. */
  readonly action: string;
  /** `done` unless told. */
  readonly outcome?: 'done' | 'refused';
  /** Whoever asks, unless told; the portal itself where nobody asks. */
  readonly actor?: Actor;
  /** The user whose security timeline shows it. */
  readonly aboutUserId?: string | null;
  /** The organization whose owners may read it. */
  readonly organizationId?: string | null;
  readonly objectId?: string | null;
  /** Before and after, as ids and enums; 8 KiB at most. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Writes the audit log, in the transaction of the caller: what is rolled back leaves no entry. */
@Injectable()
export class Audit {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async record(entry: AuditEntry): Promise<void> {
    await recordAudit(this.em, this.clock.now(), entry);
  }
}

/** Does what {@link Audit.record} does, for use cases that hold an entity manager and know the time. */
export async function recordAudit(em: EntityManager, at: Date, entry: AuditEntry): Promise<void> {
  const about = asking();
  const actor = entry.actor ?? about?.actor ?? system;
  const signedIn = personOf(actor);
  const origin = originOf(about?.network ?? null, about?.userAgent ?? null);
  if (about) about.recorded += 1;
  await em.execute(
    `insert into platform.audit_entry (id, at, action, outcome, actor_kind, actor_id, credential, about_user_id,
        organization_id, object_id, details, network, user_agent, origin_salt, origin_digest)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?)`,
    [
      v7(),
      at,
      entry.action,
      entry.outcome ?? 'done',
      actor.kind,
      signedIn?.userId ?? null,
      signedIn?.credential ?? null,
      entry.aboutUserId ?? null,
      entry.organizationId ?? (actor.kind === 'customer' ? actor.organizationId : null),
      entry.objectId ?? null,
      JSON.stringify(entry.details ?? {}),
      origin.network,
      origin.userAgent,
      origin.salt,
      origin.digest,
    ],
  );
}

// Erasing network, device and salt leaves a digest that nobody can try addresses against.
function originOf(network: string | null, agent: string | null) {
  const salt = randomBytes(16);
  const userAgent = agent?.slice(0, 300) ?? null;
  const digest = createHash('sha256')
    .update(salt)
    .update(JSON.stringify([network, userAgent]))
    .digest();
  return { network, userAgent, salt, digest };
}
