import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import type { Id, OrganizationId, UserId } from '../../../kernel/ids.js';
import { ReleaseRequestClosed, ReleaseRequested } from '../events/release-request.js';
import { ReleaseRequestClosedAlready } from './hand-over.errors.js';
import type { InstallationId } from './installation.js';
import type { LicenseId } from './license.js';

export type ReleaseRequestId = Id<'release-request'>;

export const releaseRequestStatuses = ['open', 'approved', 'refused', 'withdrawn'] as const;
export type ReleaseRequestStatus = (typeof releaseRequestStatuses)[number];

/** A customer asks agents to release a machine: the budget is spent, or the person may not (row LI-5). */
@Entity({ schema: 'licensing', tableName: 'release_request' })
export class ReleaseRequest extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: ReleaseRequestId;

  @Property({ type: 'uuid' })
  readonly licenseId!: LicenseId;

  @Property({ type: 'uuid' })
  readonly installationId!: InstallationId;

  /** Who owned the license then. */
  @Property({ type: 'uuid' })
  readonly organizationId!: OrganizationId;

  @Property({ type: 'text' })
  readonly status!: ReleaseRequestStatus;

  @Property({ type: 'text' })
  readonly reason!: string;

  @Property({ type: 'uuid' })
  readonly requestedBy!: UserId;

  /** True when the holder of the key asked, who is no member and is told apart from them. */
  @Property({ type: 'boolean' })
  readonly byKeyHolder!: boolean;

  @Property({ type: 'datetime' })
  readonly requestedAt!: Date;

  /** Null while it is open. */
  @Property({ type: 'uuid', nullable: true })
  readonly closedBy!: UserId | null;

  @Property({ type: 'datetime', nullable: true })
  readonly closedAt!: Date | null;

  /** What agents tell the customer; null unless they refused. */
  @Property({ type: 'text', nullable: true })
  readonly answer!: string | null;

  @Property({ version: true, type: 'integer' })
  readonly version!: number;

  /** The caller holds the license's lock and has seen that no other is open for the machine. */
  static open(
    of: Pick<
      ReleaseRequest,
      'id' | 'licenseId' | 'installationId' | 'organizationId' | 'reason' | 'requestedBy' | 'byKeyHolder'
    >,
    now: Date,
  ): ReleaseRequest {
    const request = new ReleaseRequest();
    const closed = { closedBy: null, closedAt: null, answer: null };
    change<ReleaseRequest>(request, { ...of, ...closed, status: 'open', requestedAt: now });
    request.raise(ReleaseRequested.of({ ...request.ids(), byUserId: of.requestedBy }, now));
    return request;
  }

  /** The machine is released with it. @throws ReleaseRequestClosedAlready */
  approve(by: UserId, now: Date): void {
    this.close('approved', by, now);
  }

  /** @throws ReleaseRequestClosedAlready */
  refuse(answer: string, by: UserId, now: Date): void {
    this.close('refused', by, now);
    change<ReleaseRequest>(this, { answer });
  }

  /** Nobody needs it any more. @throws ReleaseRequestClosedAlready */
  withdraw(by: UserId, now: Date): void {
    this.close('withdrawn', by, now);
  }

  private close(outcome: Exclude<ReleaseRequestStatus, 'open'>, by: UserId, now: Date): void {
    if (this.status !== 'open') throw ReleaseRequestClosedAlready.before();
    change<ReleaseRequest>(this, { status: outcome, closedBy: by, closedAt: now });
    this.raise(ReleaseRequestClosed.of({ ...this.ids(), outcome, byUserId: by }, now));
  }

  private ids() {
    const { id: requestId, licenseId, installationId, organizationId } = this;
    return { requestId, licenseId, installationId, organizationId };
  }
}
