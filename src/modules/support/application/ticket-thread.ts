import type { OrganizationId, UserId } from '../../../kernel/ids.js';
import { type Statement, sql } from '../../../platform/database/read-database.js';
import type { Answer } from '../domain/categories/answers.js';
import type { Worded } from '../domain/categories/category.js';
import type { Diagnosis } from '../domain/diagnostics/diagnosis.js';
import type {
  AuthorKind,
  TicketId,
  TicketKind,
  TicketPriority,
  TicketStatus,
} from '../events/ticket-words.js';
import { dueClock, type ServiceTimes, serviceTimeColumns } from './service-levels/due.js';

export interface ThreadAttachment {
  readonly id: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly contentType: string;
  /** What it says as a diagnostic bundle; null for other files. */
  readonly bundle: Diagnosis | null;
}

export interface ThreadMessage {
  readonly id: string;
  readonly authorId: UserId;
  readonly authorKind: AuthorKind;
  readonly body: string;
  readonly createdAt: Date;
  readonly attachments: readonly ThreadAttachment[];
  /** How many files support took out of it. */
  readonly removedFiles: number;
  /** Names of files that came in a mail and were not attached. */
  readonly notAttached: readonly string[];
}

export interface ThreadStep {
  readonly from: TicketStatus;
  readonly to: TicketStatus;
  readonly byId: UserId;
  readonly byKind: AuthorKind;
  readonly at: Date;
}

/** What the request is about. */
export interface ThreadTopic {
  /** Null: no category. */
  readonly category: { readonly id: string; readonly name: Worded } | null;
  readonly appVersion: string | null;
  readonly answers: readonly Answer[];
}

/** One request with everything that is public about it, oldest message first. */
export interface Thread extends ServiceTimes {
  readonly id: TicketId;
  /** Differs once something that customers see has changed. */
  readonly mark: string;
  readonly organizationId: OrganizationId;
  readonly number: string;
  readonly subject: string;
  readonly status: TicketStatus;
  readonly kind: TicketKind;
  readonly priority: TicketPriority;
  readonly requesterId: UserId;
  readonly licenseId: string | null;
  readonly productId: string | null;
  readonly assigneeId: UserId | null;
  readonly unverified: boolean;
  readonly confidential: boolean;
  /** In the order in which they came. */
  readonly followerIds: readonly UserId[];
  /** Null: opened by the portal, or before there were topics. */
  readonly topic: ThreadTopic | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly firstRespondedAt: Date | null;
  readonly messages: readonly ThreadMessage[];
  readonly history: readonly ThreadStep[];
}

type InJson<T> = { readonly [Key in keyof T]: T[Key] extends Date ? string : T[Key] };

export type ThreadRow = Omit<Thread, 'messages' | 'history'> & {
  readonly messages: readonly InJson<ThreadMessage>[];
  readonly history: readonly InJson<ThreadStep>[];
};

/** {@link Thread.mark}, of a ticket named `t`. */
export const publicMark: Statement = sql`md5(concat_ws(' ', t.status, t.assignee_id, t.confidential,
  extract(epoch from t.last_public_activity_at)))`;

/** The same for agents, who see notes, too. */
export const noteMark: Statement = sql`${publicMark} || '.' ||
  (select count(*) from support.internal_note n where n.ticket_id = t.id)`;

export const withNotes = (mark: string, notes: number): string => `${mark}.${notes}`;

/**
 * The thread in one statement. It reads public tables only; notes have a query of their own (ruling C14).
 * @param condition on the ticket, named `t`
 */
export function threadStatement(condition: Statement): Statement {
  return sql`
    select t.id, ${publicMark} as mark, t.organization_id as "organizationId", t.number, t.subject, t.status, t.kind, t.priority,
      t.requester_id as "requesterId", t.license_id as "licenseId", t.product_id as "productId",
      t.assignee_id as "assigneeId", t.unverified,
      t.confidential, array(select f.user_id from support.follower f where f.ticket_id = t.id order by f.id)
        as "followerIds",
      (select json_build_object('appVersion', p.app_version, 'answers', p.answers, 'category',
          case when g.id is not null then json_build_object('id', g.id, 'name', g.name) end)
        from support.ticket_topic p left join support.category g on g.id = p.category_id
        where p.ticket_id = t.id) as topic,
      t.created_at as "createdAt", t.last_public_activity_at as "updatedAt",
      t.first_responded_at as "firstRespondedAt", ${serviceTimeColumns},
      (select coalesce(json_agg(json_build_object('id', m.id, 'authorId', m.author_id, 'authorKind', m.author_kind,
          'body', m.body, 'createdAt', m.created_at, 'removedFiles',
          (select count(*) from support.redaction r where r.message_id = m.id and r.kind = 'file'),
          'notAttached', coalesce((select i.left_out from support.inbound_mail i where i.message_id = m.id limit 1), '[]'),
          'attachments',
          (select coalesce(json_agg(json_build_object('id', a.id, 'fileName', a.file_name, 'sizeBytes', a.size_bytes,
              'contentType', a.content_type, 'bundle', a.bundle) order by a.id), '[]'::json)
            from support.attachment a where a.message_id = m.id)) order by m.created_at, m.id), '[]'::json)
        from support.message m where m.ticket_id = t.id) as messages,
      (select coalesce(json_agg(json_build_object('from', s.from_status, 'to', s.to_status, 'byId', s.changed_by_id,
          'byKind', s.changed_by_kind, 'at', s.changed_at) order by s.changed_at, s.id), '[]'::json)
        from support.status_change s where s.ticket_id = t.id) as history
    from support.ticket t ${dueClock}
    where ${condition}`;
}

export function toThread(row: ThreadRow): Thread {
  return {
    ...row,
    messages: row.messages.map((message) => ({ ...message, createdAt: new Date(message.createdAt) })),
    history: row.history.map((step) => ({ ...step, at: new Date(step.at) })),
  };
}

/** Everybody whom the thread names. */
/** The versions that diagnostic bundles of the conversation tell. */
export function bundleVersions({ messages }: Pick<Thread, 'messages'>): string[] {
  const files = messages.flatMap(({ attachments }) => attachments);
  return files.flatMap(({ bundle }) => bundle?.manifest?.version ?? []);
}

export function peopleOf(thread: Thread): UserId[] {
  const ids = [thread.requesterId, thread.assigneeId, ...thread.messages.map((message) => message.authorId)];
  const steps = thread.history.map((step) => step.byId);
  return [...new Set([...ids, ...steps, ...thread.followerIds])].filter((id) => id !== null);
}
