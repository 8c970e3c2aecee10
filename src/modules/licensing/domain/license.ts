import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import type { Id, OrganizationId } from '../../../kernel/ids.js';
import { LicenseIssued } from '../events/license-issued.js';
import { LicenseReinstated, LicenseRevoked, LicenseSuspended } from '../events/license-status.js';
import { effectiveStatus, type LicenseStatus, mayFollow } from './license-status.js';
import { LicenseStatusConflict } from './licensing.errors.js';
import { monthsLater, type Policy, type PolicyId, type ProductId } from './product.js';
import type { SerialNumber } from './serial-number.js';

export type LicenseId = Id<'license'>;

/** The place of an order that a license was bought with: of a line of three, the first, second or third. */
export interface Bought {
  readonly orderId: string;
  readonly orderLineId: string;
  /** From 1 to the line's quantity. */
  readonly place: number;
}

/** The right of an organization to use a product. Its end and the end of its maintenance are two dates. */
@Entity({ schema: 'licensing', tableName: 'license' })
export class License extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: LicenseId;

  @Property({ type: 'text' })
  readonly serialNumber!: SerialNumber;

  @Property({ type: 'uuid' })
  readonly organizationId!: OrganizationId;

  @Property({ type: 'uuid' })
  readonly productId!: ProductId;

  @Property({ type: 'uuid' })
  readonly policyId!: PolicyId;

  @Property({ type: 'uuid', nullable: true })
  readonly orderId!: string | null;

  @Property({ type: 'uuid', nullable: true })
  readonly orderLineId!: string | null;

  @Property({ type: 'integer', nullable: true })
  readonly orderLinePlace!: number | null;

  /** As stored; the clock may say more, see effectiveStatus. */
  @Property({ type: 'text' })
  readonly status!: LicenseStatus;

  /** Why staff changed the status; null when nobody did. */
  @Property({ type: 'text', nullable: true })
  readonly statusReason!: string | null;

  @Property({ type: 'datetime' })
  readonly statusChangedAt!: Date;

  @Property({ type: 'datetime' })
  readonly issuedAt!: Date;

  /** Null: it does not end. */
  @Property({ type: 'datetime', nullable: true })
  readonly expiresAt!: Date | null;

  /** Updates published until then are included. */
  @Property({ type: 'datetime' })
  readonly maintenanceEndsAt!: Date;

  @Property({ version: true, type: 'integer' })
  readonly version!: number;

  /** @param of `bought` is null for a license that staff give */
  static issue(
    of: {
      readonly id: LicenseId;
      readonly serialNumber: SerialNumber;
      readonly organizationId: OrganizationId;
      readonly policy: Policy;
      readonly bought: Bought | null;
    },
    now: Date,
  ): License {
    const license = new License();
    const { id, serialNumber, organizationId, policy, bought } = of;
    const { productId, id: policyId, maintenanceMonths, validityMonths } = policy;
    const orderId = bought?.orderId ?? null;
    const orderLineId = bought?.orderLineId ?? null;
    change<License>(license, {
      id,
      serialNumber,
      organizationId,
      productId,
      policyId,
      orderId,
      orderLineId,
      orderLinePlace: bought?.place ?? null,
      status: 'active',
      statusReason: null,
      statusChangedAt: now,
      issuedAt: now,
      expiresAt: validityMonths === null ? null : monthsLater(now, validityMonths),
      maintenanceEndsAt: monthsLater(now, maintenanceMonths),
    });
    license.raise(LicenseIssued.of({ licenseId: id, organizationId, productId, orderId, orderLineId }, now));
    return license;
  }

  /** Lets it rest. @throws LicenseStatusConflict when it is suspended or revoked */
  suspend(reason: string, now: Date): void {
    this.follow('suspended', reason, now);
    this.raise(LicenseSuspended.of(this.ids(), now));
  }

  /** Ends a suspension. @throws LicenseStatusConflict unless it is suspended */
  reinstate(reason: string, now: Date): void {
    // An expired license becomes active by renewal only, which moves its end.
    if (this.status !== 'suspended') throw LicenseStatusConflict.of(this.status, 'active');
    this.follow('active', reason, now);
    this.raise(LicenseReinstated.of(this.ids(), now));
  }

  /** Withdraws it for good. @throws LicenseStatusConflict when it is revoked */
  revoke(reason: string, now: Date): void {
    this.follow('revoked', reason, now);
    this.raise(LicenseRevoked.of(this.ids(), now));
  }

  private follow(to: LicenseStatus, reason: string, now: Date): void {
    const from = effectiveStatus(this.status, this.expiresAt, now);
    if (!mayFollow(from, to)) throw LicenseStatusConflict.of(from, to);
    change<License>(this, { status: to, statusReason: reason, statusChangedAt: now });
  }

  private ids() {
    return { licenseId: this.id, organizationId: this.organizationId };
  }
}
