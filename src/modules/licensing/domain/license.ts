import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import type { Id, OrganizationId } from '../../../kernel/ids.js';
import { LicenseEnding } from '../events/license-ending.js';
import { LicenseExtended } from '../events/license-extended.js';
import { LicenseIssued } from '../events/license-issued.js';
import { LicenseReinstated, LicenseRevoked, LicenseSuspended } from '../events/license-status.js';
import {
  LicenseRenewed,
  LicenseRenumbered,
  LicenseTermBegan,
  LicenseTransferred,
} from '../events/license-term.js';
import type { DueReminder } from './endings.js';
import { effectiveStatus, type LicenseStatus, mayFollow } from './license-status.js';
import { LicenseStatusConflict } from './licensing.errors.js';
import type { Policy, TermBeginning } from './policy.js';
import type { EditionId, PolicyId, ProductId } from './product-ids.js';
import type { SerialNumber } from './serial-number.js';
import { begunTerm, issuedTerm, renewedTerm, type Term, termUntil } from './term.js';

export type LicenseId = Id<'license'>;

/** The place of an order that a license was bought with: of a line of three, the first, second or third. */
export interface Bought {
  readonly orderId: string;
  readonly orderLineId: string;
  /** From 1 to the line's quantity. */
  readonly place: number;
}

/** What staff decide when they issue one. */
export interface IssueTerms {
  readonly reason?: string;
  /** Its end, whatever the policy says; then its term begins at once. */
  readonly expiresAt?: Date | null;
}

/** What a license has beside its policy. */
export interface OwnTerms {
  /** Null: the policy's. */
  readonly installationLimit: number | null;
  readonly features: readonly string[];
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

  /** Null when the product was sold without one. */
  @Property({ type: 'uuid', nullable: true })
  readonly editionId!: EditionId | null;

  /** Of this license alone; null: the policy's holds. */
  @Property({ type: 'integer', nullable: true })
  readonly ownInstallationLimit!: number | null;

  /** Features that this license has beyond its policy's. */
  @Property({ type: 'text[]' })
  readonly grantedFeatures!: readonly string[];

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

  /** Null while the term has not begun, see the policy's `termBegins`. */
  @Property({ type: 'datetime', nullable: true })
  readonly termBeganAt!: Date | null;

  /** Null: it does not end, or its term has not begun. */
  @Property({ type: 'datetime', nullable: true })
  readonly expiresAt!: Date | null;

  /** Updates published until then are included. */
  @Property({ type: 'datetime' })
  readonly maintenanceEndsAt!: Date;

  @Property({ version: true, type: 'integer' })
  readonly version!: number;

  /** @param of `bought` is null for a license that staff give, `editionId` for a product sold without one */
  static issue(
    of: {
      readonly id: LicenseId;
      readonly serialNumber: SerialNumber;
      readonly organizationId: OrganizationId;
      readonly policy: Policy;
      readonly editionId?: EditionId | null;
      readonly bought: Bought | null;
      readonly terms?: IssueTerms;
    },
    now: Date,
  ): License {
    const license = new License();
    const { id, serialNumber, organizationId, policy, bought, editionId = null, terms = {} } = of;
    const { productId, id: policyId } = policy;
    const orderId = bought?.orderId ?? null;
    const orderLineId = bought?.orderLineId ?? null;
    const orderLinePlace = bought?.place ?? null;
    change<License>(license, { id, serialNumber, organizationId, productId, policyId, editionId });
    change<License>(license, { orderId, orderLineId, orderLinePlace, issuedAt: now });
    change<License>(license, { ownInstallationLimit: null, grantedFeatures: [] });
    const statusReason = terms.reason ?? null;
    change<License>(license, { status: 'active', statusReason, statusChangedAt: now });
    change<License>(
      license,
      terms.expiresAt ? termUntil(policy, terms.expiresAt, now) : issuedTerm(policy, now),
    );
    license.raise(LicenseIssued.of({ licenseId: id, organizationId, productId, orderId, orderLineId }, now));
    return license;
  }

  /** The machines that may use it at a time. */
  installationLimit(policy: Policy): number {
    return this.ownInstallationLimit ?? policy.installationLimit;
  }

  /** Codes of what it unlocks, sorted. */
  features(policy: Policy): readonly string[] {
    return [...new Set([...policy.features, ...this.grantedFeatures])].sort();
  }

  /** Begins its term when this is what the policy lets it begin with; nothing once it has begun. */
  beginTerm(policy: Policy, firstOf: Exclude<TermBeginning, 'creation'>, now: Date): void {
    const begins = policy.termBegins === firstOf || policy.termBegins === 'first-use';
    if (this.termBeganAt !== null || !begins) return;
    change<License>(this, begunTerm(policy, now));
    this.raise(LicenseTermBegan.of({ ...this.ids(), ...this.ends() }, now));
  }

  /**
   * Adds another term as the policy says. An expired license is active again when its new end lies ahead.
   * @throws LicenseStatusConflict when it is suspended or revoked
   */
  renew(policy: Policy, reason: string | null, now: Date): void {
    const from = effectiveStatus(this.status, this.expiresAt, now);
    if (from === 'suspended' || from === 'revoked') throw LicenseStatusConflict.of(from, 'active');
    change<License>(this, renewedTerm(this.term(), policy, now));
    const status = this.expiresAt !== null && this.expiresAt <= now ? from : 'active';
    change<License>(this, { status, statusReason: reason, statusChangedAt: now });
    this.raise(LicenseRenewed.of({ ...this.ids(), ...this.ends() }, now));
  }

  /** Gives it to another organization. @throws LicenseStatusConflict when it is revoked */
  transfer(to: OrganizationId, reason: string, now: Date): void {
    if (this.status === 'revoked') throw LicenseStatusConflict.of('revoked', 'active');
    const from = this.organizationId;
    if (to === from) return;
    change<License>(this, { organizationId: to, statusReason: reason, statusChangedAt: now });
    this.raise(LicenseTransferred.of({ ...this.ids(), fromOrganizationId: from }, now));
  }

  /** Names it anew, so that the serial number before opens nothing. @throws LicenseStatusConflict when it is revoked */
  renumber(serialNumber: SerialNumber, now: Date): void {
    if (this.status === 'revoked') throw LicenseStatusConflict.of('revoked', 'active');
    change<License>(this, { serialNumber });
    this.raise(LicenseRenumbered.of(this.ids(), now));
  }

  /**
   * Other machines and features than the policy gives; null and none: the policy's alone.
   * @throws LicenseStatusConflict when it is revoked
   */
  extend(own: OwnTerms, reason: string, now: Date): void {
    if (this.status === 'revoked') throw LicenseStatusConflict.of('revoked', 'active');
    const { installationLimit } = own;
    const features = [...new Set(own.features)].sort();
    change<License>(this, { ownInstallationLimit: installationLimit, grantedFeatures: features });
    change<License>(this, { statusReason: reason, statusChangedAt: now });
    this.raise(LicenseExtended.of({ ...this.ids(), installationLimit, features }, now));
  }

  /** Tells of an end that lies ahead; nothing changes. */
  remind({ what, endsAt, days }: Pick<DueReminder, 'what' | 'endsAt' | 'days'>, now: Date): void {
    this.raise(LicenseEnding.of({ ...this.ids(), what, endsAt: endsAt.toISOString(), days }, now));
  }

  /** The dates that a renewal moves. */
  term(): Term {
    const { termBeganAt, expiresAt, maintenanceEndsAt } = this;
    return { termBeganAt, expiresAt, maintenanceEndsAt };
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

  private ends() {
    return {
      expiresAt: this.expiresAt?.toISOString() ?? null,
      maintenanceEndsAt: this.maintenanceEndsAt.toISOString(),
    };
  }
}
