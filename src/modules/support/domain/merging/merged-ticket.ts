import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../../kernel/aggregate-root.js';
import { change } from '../../../../kernel/change.js';
import type { UserId } from '../../../../kernel/ids.js';
import { TicketMerged } from '../../events/ticket-merged.js';
import type { TicketId, TicketStatus } from '../../events/ticket-words.js';
import { TicketMergeRefused } from './merge.errors.js';

/** What decides whether one request may go into another. */
export interface MergeFacts {
  readonly id: TicketId;
  readonly organizationId: string;
  readonly requesterId: string;
  readonly licenseId: string | null;
  readonly status: TicketStatus;
  readonly unverified: boolean;
  readonly confidential: boolean;
  readonly followerIds: readonly string[];
}

/** A request that went into another one, which is meant from then on by whoever names it. */
@Entity({ schema: 'support', tableName: 'merged_ticket' })
export class MergedTicket extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly ticketId!: TicketId;
  @Property({ type: 'uuid' })
  readonly intoId!: TicketId;
  @Property({ type: 'datetime' })
  readonly mergedAt!: Date;
  @Property({ type: 'uuid' })
  readonly mergedById!: UserId;

  /**
   * @param open whether everybody of the organization sees its requests, so that no merge shows anything to anybody
   * @throws TicketMergeRefused when somebody would see what was not theirs to see, or it makes no sense
   */
  static of(
    source: MergeFacts,
    target: MergeFacts,
    by: { readonly mergedById: UserId; readonly at: Date; readonly open: boolean },
  ): MergedTicket {
    ensureMerges(source, target, by.open);
    const { id: ticketId, organizationId } = source;
    const { mergedById, at } = by;
    const merged = new MergedTicket();
    change<MergedTicket>(merged, { ticketId, intoId: target.id, mergedAt: at, mergedById });
    merged.raise(TicketMerged.of({ ticketId, intoId: target.id, organizationId, mergedById }, at));
    return merged;
  }
}

function ensureMerges(source: MergeFacts, target: MergeFacts, open: boolean): void {
  if (source.id === target.id) throw TicketMergeRefused.same();
  // Other people's conversations never come together, not even of one organization.
  const ofOnePerson =
    source.organizationId === target.organizationId && source.requesterId === target.requesterId;
  if (!ofOnePerson) throw TicketMergeRefused.requesters();
  if (source.unverified !== target.unverified || source.confidential !== target.confidential)
    throw TicketMergeRefused.sight();
  // A key holder sees every request of the license.
  if (target.licenseId !== null && target.licenseId !== source.licenseId) throw TicketMergeRefused.licenses();
  const known = new Set(source.followerIds);
  const newEyes = target.followerIds.some((id) => !known.has(id));
  if (newEyes && (source.confidential || !open)) throw TicketMergeRefused.followers();
  if (target.status === 'closed' && source.status !== 'closed') throw TicketMergeRefused.closed();
}
