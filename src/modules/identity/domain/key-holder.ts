import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import { newId, type OrganizationId, type UserId } from '../../../kernel/ids.js';
import { ClaimContested } from '../events/claim-contested.js';
import { ClaimHeld } from '../events/claim-held.js';
import { ClaimProofRequested } from '../events/claim-proof-requested.js';
import { LicenseClaimed, type StrongerProof } from '../events/license-claimed.js';

/**
 * The user who claimed a license by its serial number and UID, limited to that license. Until `provedAt` has passed
 * the claim is provisional (ruling C2): it reaches no data.
 */
@Entity({ schema: 'identity', tableName: 'key_holder' })
export class KeyHolder extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: string;

  @Property({ type: 'uuid' })
  readonly userId!: UserId;

  @Property({ type: 'uuid' })
  readonly licenseId!: string;

  @Property({ type: 'uuid', nullable: true })
  readonly orderId!: string | null;

  @Property({ type: 'uuid' })
  readonly organizationId!: OrganizationId;

  @Property({ type: 'datetime', length: 3 })
  readonly claimedAt!: Date;

  /** In the future: the claim holds back until then (the setting `hold`). Null: waits for a proof. */
  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly provedAt!: Date | null;

  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly proofRequestedAt!: Date | null;

  @Property({ version: true, type: 'integer' })
  readonly version!: number;

  static claim(about: {
    userId: UserId;
    licenseId: string;
    orderId: string | null;
    organizationId: OrganizationId;
    provedAt: Date | null;
    now: Date;
  }): KeyHolder {
    const holder = new KeyHolder();
    const { now, ...facts } = about;
    change<KeyHolder>(holder, { id: newId(), ...facts, claimedAt: now, proofRequestedAt: null });
    return holder;
  }

  isProvisional(now: Date): boolean {
    return this.provedAt === null || this.provedAt > now;
  }

  /** Asks for a code to be mailed to the contact of the purchase. Does nothing once the claim is proved. */
  requestProof(now: Date): void {
    if (!this.isProvisional(now)) return;
    change<KeyHolder>(this, { proofRequestedAt: now });
    this.raise(ClaimProofRequested.of({ keyHolderId: this.id }, now));
  }

  /** Has a code mailed to the contact for somebody else who says that they bought the license. */
  contest(stepId: string, now: Date): void {
    this.raise(ClaimContested.of({ stepId, keyHolderId: this.id }, now));
  }

  /** Tells whoever can know that the claim counts once `provedAt` has come. */
  announceHold(now: Date): void {
    this.raise(ClaimHeld.of({ keyHolderId: this.id }, now));
  }

  /** Does nothing once the claim is proved. */
  prove(by: StrongerProof, now: Date): void {
    if (!this.isProvisional(now)) return;
    change<KeyHolder>(this, { provedAt: now });
    this.announceClaim(by, now);
  }

  /** Tells that the claim counts, so that the contact of the purchase hears of it. */
  announceClaim(by: StrongerProof, now: Date): void {
    this.raise(LicenseClaimed.of({ keyHolderId: this.id, by }, now));
  }

  /** The license is the other user's from now on: the two accounts became one (ruling C10). */
  moveTo(userId: UserId): void {
    change<KeyHolder>(this, { userId });
  }
}
