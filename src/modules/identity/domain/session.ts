import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import { day, hour, later, minute } from '../../../kernel/clock.js';
import { newId, type OrganizationId, type UserId } from '../../../kernel/ids.js';
import { NewDeviceSeen } from '../events/new-device-seen.js';

export type SessionKind = 'page' | 'api';

/** With what a person signed in; a second factor says more than the password before it. */
export type SignInMethod = 'password' | 'second-factor' | 'passkey' | 'first-password';

/** How long a session lives without use, and at most. Milliseconds. */
export interface SessionLife {
  readonly idleMs: number;
  readonly absoluteMs: number;
}

const rememberedIdleMs = 14 * day;

/** Staff: 30 minutes idle. Customers: a working day, or 14 days where they asked to be remembered. */
export function sessionLife(about: { staff: boolean; kind: SessionKind; remember: boolean }): SessionLife {
  if (about.staff) return { idleMs: 30 * minute, absoluteMs: 12 * hour };
  if (about.kind === 'api' || about.remember) return { idleMs: rememberedIdleMs, absoluteMs: 90 * day };
  return { idleMs: 12 * hour, absoluteMs: 7 * day };
}

/** One sign-in: of a browser (the hash of its cookie) or of an API client (a family of refresh tokens). */
@Entity({ schema: 'identity', tableName: 'session' })
export class Session extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: string;

  @Property({ type: 'uuid' })
  readonly userId!: UserId;

  /** The organization that the user acts for; null for staff. */
  @Property({ type: 'uuid', nullable: true })
  readonly organizationId!: OrganizationId | null;

  @Property({ type: 'text' })
  readonly kind!: SessionKind;

  @Property({ type: 'text', nullable: true, hidden: true })
  readonly tokenHash!: string | null;

  /** The address it was opened from; null of sessions that began before it was kept. */
  @Property({ type: 'text', nullable: true })
  readonly network!: string | null;

  @Property({ type: 'text', nullable: true })
  readonly method!: SignInMethod | null;

  @Property({ type: 'text', nullable: true })
  readonly userAgent!: string | null;

  @Property({ type: 'integer' })
  readonly idleSeconds!: number;

  @Property({ type: 'datetime', length: 3 })
  readonly createdAt!: Date;

  @Property({ type: 'datetime', length: 3 })
  readonly lastSeenAt!: Date;

  @Property({ type: 'datetime', length: 3 })
  readonly expiresAt!: Date;

  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly endedAt!: Date | null;

  static open(about: {
    userId: UserId;
    organizationId: OrganizationId | null;
    kind: SessionKind;
    tokenHash: string | null;
    userAgent: string | null;
    network: string | null;
    method: SignInMethod;
    life: SessionLife;
    now: Date;
  }): Session {
    const session = new Session();
    const { life, now, ...facts } = about;
    change<Session>(session, {
      id: newId(),
      ...facts,
      userAgent: facts.userAgent?.slice(0, 300) ?? null,
      idleSeconds: Math.floor(life.idleMs / 1_000),
      createdAt: now,
      lastSeenAt: now,
      expiresAt: later(now, life.absoluteMs),
      endedAt: null,
    });
    return session;
  }

  isAlive(now: Date): boolean {
    return (
      this.endedAt === null &&
      this.expiresAt > now &&
      now.getTime() - this.lastSeenAt.getTime() < this.idleSeconds * 1_000
    );
  }

  /** Replaces the secret; whoever copied the one before is out. */
  renew(tokenHash: string): void {
    change<Session>(this, { tokenHash });
  }

  /** How long the browser keeps the cookie: null, until it is closed, unless the person asked to be remembered. */
  cookieSeconds(now: Date): number | null {
    if (this.idleSeconds * 1_000 < rememberedIdleMs) return null;
    return Math.floor((this.expiresAt.getTime() - now.getTime()) / 1_000);
  }

  touch(now: Date): void {
    change<Session>(this, { lastSeenAt: now });
  }

  /** Tells that the account had not seen this device before. */
  noteNewDevice(now: Date): void {
    this.raise(NewDeviceSeen.of({ userId: this.userId, sessionId: this.id }, now));
  }

  end(now: Date): void {
    if (this.endedAt === null) change<Session>(this, { endedAt: now });
  }
}
