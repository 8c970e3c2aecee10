import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { change } from '../../../kernel/change.js';
import { day, later } from '../../../kernel/clock.js';
import { newId, type UserId } from '../../../kernel/ids.js';

/** How long a browser needs no second step, by the choice of its user. */
export const rememberedDays = 30;

/** A browser in which somebody gave a second factor and asked not to be asked again for a while (row S3.22). */
@Entity({ schema: 'identity', tableName: 'remembered_device' })
export class RememberedDevice {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: string;

  @Property({ type: 'uuid' })
  readonly userId!: UserId;

  @Property({ type: 'text', hidden: true })
  readonly tokenHash!: string;

  @Property({ type: 'text', nullable: true })
  readonly userAgent!: string | null;

  /** The address that it was remembered from; null of browsers from before that was kept. */
  @Property({ type: 'text', nullable: true })
  readonly network!: string | null;

  @Property({ type: 'datetime', length: 3 })
  readonly createdAt!: Date;

  @Property({ type: 'datetime', length: 3 })
  readonly expiresAt!: Date;

  static remember(about: {
    userId: UserId;
    tokenHash: string;
    userAgent: string | null;
    network: string | null;
    now: Date;
  }): RememberedDevice {
    const device = new RememberedDevice();
    const { userId, tokenHash, userAgent, network, now } = about;
    change<RememberedDevice>(device, {
      id: newId(),
      userId,
      tokenHash,
      userAgent: userAgent?.slice(0, 300) ?? null,
      network,
      createdAt: now,
      expiresAt: later(now, rememberedDays * day),
    });
    return device;
  }
}
