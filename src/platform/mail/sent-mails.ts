import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { UserId } from '../../kernel/ids.js';
import { nothing, ReadDatabase, sql } from '../database/read-database.js';
import { decodeCursor, type Listing, type ListQuery, pageOf } from '../http/paging.js';
import type { Delivery } from './delivery.js';
import { answerIn } from './smtp.js';

/**
 * Where a mail stands for who waits for it. `waiting` for its turn, `retrying` after a try that failed, `sent` to the
 * mail server, `refused` by one for good, `given-up` after all tries, `doubtful`: it may have left or not,
 * `not-needed`: what it told was over before it left, `bounced`: it left and came back.
 */
export const mailStates = [
  'waiting',
  'retrying',
  'sent',
  'refused',
  'given-up',
  'doubtful',
  'not-needed',
  'bounced',
] as const;
export type MailState = (typeof mailStates)[number];

/** A mail as the person that it went to may see it: that it was sent, and never what it says. */
export interface SentMail {
  readonly id: string;
  /** Module and name, e.g. `identity.invitation`. */
  readonly name: string;
  /** The facts of the event that it tells: ids, and no words of people. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly address: string;
  readonly state: MailState;
  /** The three digits with which a mail server refused it last, 400 to 599; null when none did. */
  readonly answer: number | null;
  /** Of the report that it did not arrive, e.g. `5.1.1` (RFC 3463); null unless `bounced`. */
  readonly bounceStatus: string | null;
  /** When it was due. */
  readonly createdAt: Date;
  /** When it came to this state. */
  readonly changedAt: Date;
}

type Row = Omit<SentMail, 'state' | 'answer'> & Pick<Delivery, 'status' | 'lastError'>;

/** The delivery log as the people see it to whom the mails went. */
@Injectable()
export class SentMails {
  constructor(
    private readonly database: ReadDatabase,
    private readonly em: EntityManager,
  ) {}

  /**
   * What was sent to a person, and what was sent to their address before it was anybody's; the newest first.
   * @param person with the address that is proved to be theirs, or null
   * @throws InvalidInput naming `cursor`
   */
  async to(
    person: { readonly userId: UserId; readonly email: string | null },
    { limit, cursor }: ListQuery,
  ): Promise<Listing<SentMail>> {
    const after = decodeCursor(cursor);
    // Ids are made as time goes on, and "send again" keeps them.
    const older = after ? sql`and id < ${after.id}::uuid` : nothing;
    const page = sql`${older} order by id desc limit ${limit + 1}`;
    const rows = await this.database.many<Row>(sql`
      select id, name, event->'payload' as facts, address, status, last_error as "lastError", bounce_status as "bounceStatus",
        created_at as "createdAt", changed_at as "changedAt"
      from (
        (select * from platform.mail_delivery where user_id = ${person.userId}::uuid ${page})
        union all
        (select * from platform.mail_delivery
          where user_id is null and lower(address) = lower(${person.email}::text) ${page})
      ) mail
      order by id desc limit ${limit + 1}`);
    const { items, nextCursor } = pageOf(rows, limit, ({ createdAt }) => createdAt);
    return { items: items.map(sentMail), nextCursor };
  }

  /** What an account was sent is shown to the one that it became part of (row ID-9). */
  async follow(fromUserId: string, intoUserId: string): Promise<void> {
    const text = 'update platform.mail_delivery set user_id = ? where user_id = ?';
    await this.em.execute(text, [intoUserId, fromUserId]);
  }
}

const sentMail = ({ status, lastError, ...mail }: Row): SentMail => {
  const answer = ['sent', 'skipped', 'bounced'].includes(status) ? null : answerIn(lastError);
  return { ...mail, state: stateOf(status, lastError, answer), answer };
};

function stateOf(status: Delivery['status'], lastError: string | null, answer: number | null): MailState {
  switch (status) {
    case 'queued':
    case 'sending':
      return lastError === null ? 'waiting' : 'retrying';
    case 'failed':
      return answer !== null && answer >= 500 ? 'refused' : 'given-up';
    case 'skipped':
      return 'not-needed';
    default:
      return status;
  }
}
