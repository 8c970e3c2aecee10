import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import type { EmailAddress } from '../../../kernel/email-address.js';
import { newId, type OrganizationId, type UserId } from '../../../kernel/ids.js';
import { InvitationRequestOpened } from '../events/invitation-request-opened.js';
import { InvitationRequested } from '../events/invitation-requested.js';
import { RequestDecided } from './organization.errors.js';

/** `invited`: the organization invited the address. `domain`: it proved the address's domain. `unknown`: neither. */
export type RequestReason = 'invited' | 'domain' | 'unknown';
export type RequestStatus = 'received' | 'open' | 'approved' | 'declined' | 'dropped';

/**
 * That somebody who is signed out asked for an invitation. Known or not, asking stores the same row: only the worker
 * finds out whom it concerns, so that neither the answer nor its time tells (security.md A3).
 */
@Entity({ schema: 'identity', tableName: 'invitation_request' })
export class InvitationRequest extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: string;

  @Property({ type: 'text' })
  readonly email!: EmailAddress;

  @Property({ type: 'text' })
  readonly name!: string;

  @Property({ type: 'text', nullable: true })
  readonly locale!: string | null;

  /** Who decides; null before it is known, and when staff do. */
  @Property({ type: 'uuid', nullable: true })
  readonly organizationId!: OrganizationId | null;

  @Property({ type: 'text', nullable: true })
  readonly reason!: RequestReason | null;

  @Property({ type: 'text' })
  readonly status!: RequestStatus;

  @Property({ type: 'datetime', length: 3 })
  readonly requestedAt!: Date;

  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly decidedAt!: Date | null;

  @Property({ type: 'uuid', nullable: true })
  readonly decidedBy!: UserId | null;

  @Property({ version: true, type: 'integer' })
  readonly version!: number;

  static ask(about: {
    email: EmailAddress;
    name: string;
    locale: string | null;
    now: Date;
  }): InvitationRequest {
    const request = new InvitationRequest();
    const { now, ...facts } = about;
    change<InvitationRequest>(request, {
      id: newId(),
      ...facts,
      organizationId: null,
      reason: null,
      status: 'received',
      requestedAt: now,
      decidedAt: null,
      decidedBy: null,
    });
    request.raise(InvitationRequested.of({ requestId: request.id }, now));
    return request;
  }

  /** Says who decides, and tells them. */
  open(reason: RequestReason, organizationId: OrganizationId | null, now: Date): void {
    if (this.status !== 'received') return;
    change<InvitationRequest>(this, { status: 'open', reason, organizationId });
    this.raise(InvitationRequestOpened.of({ requestId: this.id, organizationId, reason }, now));
  }

  /** Lets it go unanswered: another one of the address is open, or it concerns a member. */
  drop(now: Date): void {
    if (this.status === 'received') change<InvitationRequest>(this, { status: 'dropped', decidedAt: now });
  }

  /** @throws RequestDecided when somebody was faster */
  decide(status: 'approved' | 'declined', by: UserId, now: Date): void {
    if (this.status !== 'open') throw RequestDecided.already();
    change<InvitationRequest>(this, { status, decidedBy: by, decidedAt: now });
  }
}
