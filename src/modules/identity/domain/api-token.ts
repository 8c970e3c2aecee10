import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import { day, later } from '../../../kernel/clock.js';
import { newId, type OrganizationId, type UserId } from '../../../kernel/ids.js';
import { ApiTokenCreated } from '../events/api-token-created.js';
import { ApiTokenExpiring } from '../events/api-token-expiring.js';
import { ApiTokenOver } from './api-token.errors.js';

/** Days that a token lasts unless told, and at most. */
export const apiTokenDays = { usual: 90, most: 365 } as const;

/** Hours that a replaced token goes on working unless told, and at most. */
export const overlapHours = { usual: 24, most: 7 * 24 } as const;

/** Tokens that one person may have at a time. */
export const mostApiTokens = 50;

/** How many days before its end a token's person is told, the last one last. */
export const warningDays = [7, 1] as const;

/** What a program signs in with in place of a person (row ID-7). Its text is shown once; the hash is kept. */
@Entity({ schema: 'identity', tableName: 'api_token' })
export class ApiToken extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: string;

  @Property({ type: 'uuid' })
  readonly userId!: UserId;

  /** The organization that it acts for; null for staff. */
  @Property({ type: 'uuid', nullable: true })
  readonly organizationId!: OrganizationId | null;

  @Property({ type: 'text' })
  readonly name!: string;

  /** How the token begins. */
  @Property({ type: 'text' })
  readonly prefix!: string;

  @Property({ type: 'text', hidden: true })
  readonly tokenHash!: string;

  /** Permissions; of them it has those that the person has at the time. */
  @Property({ type: 'text[]' })
  readonly scopes!: string[];

  /** Networks in CIDR notation that it works from; none means everywhere. */
  @Property({ type: 'text[]' })
  readonly networks!: string[];

  @Property({ type: 'datetime', length: 3 })
  readonly createdAt!: Date;

  @Property({ type: 'datetime', length: 3 })
  readonly expiresAt!: Date;

  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly lastUsedAt!: Date | null;

  /** The address it was used from last. */
  @Property({ type: 'text', nullable: true })
  readonly lastUsedNetwork!: string | null;

  @Property({ type: 'uuid', nullable: true })
  readonly rotatedFrom!: string | null;

  /** Since when another token is in its place; it works until `expiresAt` all the same. */
  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly replacedAt!: Date | null;

  /** The least of {@link warningDays} that its person was told of. */
  @Property({ type: 'smallint', nullable: true })
  readonly warnedDays!: number | null;

  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly revokedAt!: Date | null;

  @Property({ version: true, type: 'integer' })
  readonly version!: number;

  /** @param about.days 1 to 365 */
  static create(about: {
    userId: UserId;
    organizationId: OrganizationId | null;
    name: string;
    prefix: string;
    tokenHash: string;
    scopes: readonly string[];
    networks: readonly string[];
    days: number;
    rotatedFrom?: string;
    now: Date;
  }): ApiToken {
    const token = new ApiToken();
    const { days, now, scopes, networks, rotatedFrom = null, ...facts } = about;
    change<ApiToken>(token, {
      id: newId(),
      ...facts,
      scopes: [...scopes],
      networks: [...networks],
      createdAt: now,
      expiresAt: later(now, days * day),
      lastUsedAt: null,
      lastUsedNetwork: null,
      rotatedFrom,
      replacedAt: null,
      warnedDays: null,
      revokedAt: null,
    });
    token.raise(ApiTokenCreated.of({ userId: token.userId, apiTokenId: token.id, rotatedFrom }, now));
    return token;
  }

  /**
   * A successor with the same rights takes its place; it goes on working for `overlapMs`, never longer than before.
   * @throws ApiTokenOver when it works no more or has a successor
   */
  rotate(successor: {
    prefix: string;
    tokenHash: string;
    days: number;
    overlapMs: number;
    now: Date;
  }): ApiToken {
    const { overlapMs, now, ...secret } = successor;
    if (!this.isAlive(now) || this.replacedAt !== null) throw ApiTokenOver.rotating();
    const end = Math.min(later(now, overlapMs).getTime(), this.expiresAt.getTime());
    change<ApiToken>(this, { replacedAt: now, expiresAt: new Date(end) });
    const { userId, organizationId, name, scopes, networks, id } = this;
    return ApiToken.create({
      ...{ userId, organizationId, name, scopes, networks, rotatedFrom: id },
      ...secret,
      now,
    });
  }

  isAlive(now: Date): boolean {
    return this.revokedAt === null && this.expiresAt > now;
  }

  /** Tells its person, once for each of {@link warningDays}. Nothing is told of a replaced token. */
  warn(now: Date): void {
    if (!this.isAlive(now) || this.replacedAt !== null) return;
    const days = warningDays.findLast((before) => this.isWithin(before, now));
    if (days === undefined || (this.warnedDays !== null && this.warnedDays <= days)) return;
    change<ApiToken>(this, { warnedDays: days });
    this.raise(ApiTokenExpiring.of({ userId: this.userId, apiTokenId: this.id, days }, now));
  }

  // Whoever makes a token for a day knows that it ends tomorrow.
  private isWithin(days: number, now: Date): boolean {
    const from = later(this.expiresAt, -days * day);
    return from <= now && this.createdAt < from;
  }
}
