import { createHash } from 'node:crypto';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { change } from '../../../kernel/change.js';
import type { Id, OrganizationId, UserId } from '../../../kernel/ids.js';
import type { InstallationId } from './installation.js';
import type { LicenseId } from './license.js';

export type UpdateFeedId = Id<'update-feed'>;

export const updateChannels = ['stable', 'beta'] as const;
export type UpdateChannel = (typeof updateChannels)[number];

/** How many random bytes the secret of an address has. */
export const feedTokenBytes = 32;

const prefix = 'lkf_';
const form = /^lkf_[A-Za-z0-9_-]{43}$/;

/** The secret of an address, as it stands in it. */
export const feedTokenOf = (random: Buffer): string => `${prefix}${random.toString('base64url')}`;

/** SHA-256 of the secret; null for a text that cannot be one. Plain hashing is enough for 256 random bits. */
export function feedTokenHash(text: string): Buffer | null {
  return form.test(text) ? createHash('sha256').update(text).digest() : null;
}

/**
 * A secret address by which updaters, which can only GET, ask for the updates of one license (row DL-4). It belongs to
 * the license, not to the person who made it: it ends when it is closed, when its installation is released, and when
 * the license goes to another owner.
 */
@Entity({ schema: 'licensing', tableName: 'update_feed' })
export class UpdateFeed {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: UpdateFeedId;

  @Property({ type: 'uuid' })
  readonly licenseId!: LicenseId;

  /** Who owned the license then. */
  @Property({ type: 'uuid' })
  readonly organizationId!: OrganizationId;

  /** Of the machine that asked for it; null when a person made it. */
  @Property({ type: 'uuid', nullable: true })
  readonly installationId!: InstallationId | null;

  @Property({ type: 'blob' })
  readonly tokenHash!: Buffer;

  /** What people call it; null for the one of a machine. */
  @Property({ type: 'text', nullable: true })
  readonly name!: string | null;

  @Property({ type: 'text' })
  readonly channel!: UpdateChannel;

  @Property({ type: 'uuid', nullable: true })
  readonly createdBy!: UserId | null;

  @Property({ type: 'datetime' })
  readonly createdAt!: Date;

  /** Null while it answers. */
  @Property({ type: 'datetime', nullable: true })
  readonly closedAt!: Date | null;

  static open(of: Omit<UpdateFeed, 'closedAt' | 'createdAt' | 'close'>, now: Date): UpdateFeed {
    const feed = new UpdateFeed();
    change<UpdateFeed>(feed, { ...of, createdAt: now, closedAt: null });
    return feed;
  }

  /** It answers no more; once more, nothing changes. */
  close(now: Date): void {
    if (this.closedAt === null) change<UpdateFeed>(this, { closedAt: now });
  }
}
