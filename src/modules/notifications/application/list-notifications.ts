import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../kernel/actor.js';
import { ReadDatabase, sql } from '../../../platform/database/read-database.js';
import { decodeInstantCursor, type Listing, type ListQuery, pageOf } from '../../../platform/http/paging.js';
import type { DownloadSummary } from '../../downloads/index.js';
import type { LicenseFacts } from '../../licensing/index.js';
import type { OrderSummary } from '../../orders/index.js';
import type { TicketSummary } from '../../support/index.js';
import type { NotificationKind } from './notification-kind.js';
import { Subjects } from './subjects.js';

interface Row {
  readonly id: string;
  readonly kind: NotificationKind;
  readonly subjectId: string;
  readonly placeId: string | null;
  readonly occurredAt: Date;
  readonly read: boolean;
}

/** What the subject is now, as its module shows it to the reader; null once they may not see it. */
export type Subject =
  | { readonly kind: 'reply'; readonly of: TicketSummary }
  | { readonly kind: 'license-ending' | 'maintenance-ending'; readonly of: LicenseFacts }
  | { readonly kind: 'release'; readonly of: DownloadSummary }
  | { readonly kind: 'invoice'; readonly of: OrderSummary };

export interface Notification extends Row {
  readonly subject: Subject | null;
}

const own = ({ userId, organizationId }: CustomerActor) => sql`
  select id, kind, subject_id as "subjectId", place_id as "placeId", occurred_at as "occurredAt",
    read_at is not null as read
  from notifications.notification
  where user_id = ${userId} and organization_id = ${organizationId}`;

/** A person's notifications in the organization for which they are signed in, newest first. */
@Injectable()
export class ListNotifications {
  constructor(
    private readonly database: ReadDatabase,
    private readonly subjects: Subjects,
  ) {}

  /** @throws InvalidInput naming `cursor` */
  async execute(actor: CustomerActor, { limit, cursor }: ListQuery): Promise<Listing<Notification>> {
    const after = decodeInstantCursor(cursor);
    const rows = await this.database.many<Row>(sql`
      ${own(actor)}
        ${after ? sql`and (occurred_at, id) < (${after.at}, ${after.id}::uuid)` : sql``}
      order by occurred_at desc, id desc limit ${limit + 1}`);
    const { items, nextCursor } = pageOf(rows, limit, ({ occurredAt }) => occurredAt);
    const subjects = await this.subjectsOf(actor, items);
    return { items: items.map((row) => ({ ...row, subject: subjects(row) })), nextCursor };
  }

  /** The notification, or null when there is none or it is somebody else's. */
  async find(actor: CustomerActor, id: string): Promise<Notification | null> {
    const row = await this.database.one<Row>(sql`
      ${own(actor)} and id = ${id}`);
    return row && { ...row, subject: (await this.subjectsOf(actor, [row]))(row) };
  }

  private async subjectsOf(actor: CustomerActor, rows: readonly Row[]) {
    const idsOf = (...kinds: readonly NotificationKind[]) =>
      rows.filter(({ kind }) => kinds.includes(kind)).map(({ subjectId }) => subjectId);
    const { requests, licenses, releases, orders } = await this.subjects.among(actor, {
      requests: idsOf('reply'),
      licenses: idsOf('license-ending', 'maintenance-ending'),
      releases: idsOf('release'),
      orders: idsOf('invoice'),
    });
    return ({ kind, subjectId }: Row): Subject | null => {
      if (kind === 'reply')
        return subject(
          kind,
          requests.find(({ id }) => id === subjectId),
        );
      if (kind === 'release')
        return subject(
          kind,
          releases.find(({ id }) => id === subjectId),
        );
      if (kind === 'invoice')
        return subject(
          kind,
          orders.find(({ id }) => id === subjectId),
        );
      return subject(
        kind,
        licenses.find(({ licenseId }) => licenseId === subjectId),
      );
    };
  }
}

const subject = <Kind extends NotificationKind, Of>(kind: Kind, of: Of | undefined) =>
  of === undefined ? null : { kind, of };
