import { nothing, type Statement, sql } from '../../../../platform/database/read-database.js';
import type { TicketChannel, TicketKind, TicketPriority } from '../../events/ticket-words.js';

/** Which requests a report counts; what is not set counts all. They are what the requests are now. */
export interface ReportFilter {
  readonly kind?: TicketKind | undefined;
  readonly priority?: TicketPriority | undefined;
  readonly channel?: TicketChannel | undefined;
  readonly productId?: string | undefined;
  readonly categoryId?: string | undefined;
  readonly assigneeId?: string | undefined;
}

export const isNarrow = ({
  kind,
  priority,
  channel,
  productId,
  categoryId,
  assigneeId,
}: ReportFilter): boolean =>
  [kind, priority, channel, productId, categoryId, assigneeId].some((one) => one !== undefined);

/** As conditions that follow another one, on a table of facts named `f`. */
export function narrowedFacts(filter: ReportFilter): Statement {
  const { kind, priority, channel, productId, categoryId, assigneeId } = filter;
  const ofKind = kind ? sql`and f.kind = ${kind}` : nothing;
  const pressing = priority ? sql`and f.priority = ${priority}` : nothing;
  const through = channel ? sql`and f.channel = ${channel}` : nothing;
  const about = productId ? sql`and f.product_id = ${productId}` : nothing;
  const sorted = categoryId ? sql`and f.category_id = ${categoryId}` : nothing;
  const held = assigneeId ? sql`and f.assignee_id = ${assigneeId}` : nothing;
  return sql`${ofKind} ${pressing} ${through} ${about} ${sorted} ${held}`;
}
