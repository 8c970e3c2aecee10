import { Migration } from '@mikro-orm/migrations';

const mailed = (purpose: string) => `personal: ${purpose}; 180 days; delete the row`;
const origin = (purpose: string) => `personal: ${purpose}; 90 days; set null`;

/** What each column of the platform is; the empty name is the table, and says whose its rows are. */
const comments: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  audit_entry: {
    // What staff did to somebody is that person's to know; where the colleague sat is not.
    '': `subject: about_user_id, actor_id; where actor_kind <> 'staff' or actor_id = about_user_id`,
    action: 'plain: what happened',
    outcome: 'plain: done or refused',
    actor_kind: 'plain: who did it: a customer, a colleague, a visitor or the portal',
    credential: 'plain: a session or a token',
    object_id: 'plain: the id of what it happened to',
    details: 'plain: ids and words of ours',
    network: origin('shows people where their account was used from'),
    user_agent: origin('shows people which device was used'),
    origin_salt: origin('proves that network and device are those of the entry'),
    origin_digest: 'plain: hash of network and device, which cannot be tried out without the salt',
    hash: 'plain: the link of the chain',
  },
  audit_head: { hash: 'plain: the end of the chain' },
  mail_delivery: {
    '': 'subject: user_id, address',
    event: 'plain: the event, as ids',
    name: 'plain: which mail it is',
    lane: 'plain: sent at least once, or at most once',
    address: mailed('delivers the mail and shows that it was sent'),
    recipient_name: mailed('greets the person'),
    last_error: mailed('says why the mail did not leave'),
    locale: 'plain: its language',
    time_zone: 'plain: the zone of its times',
    status: 'plain: where the mail stands',
    message_id: 'plain: the id in its header',
  },
  outbox: {
    name: 'plain: which event it is',
    payload: 'plain: ids, instants and amounts',
    subscribers: 'plain: who consumes it',
  },
  inbox: { subscriber: 'plain: who consumed it' },
  dead_letter: {
    subscriber: 'plain: who could not consume it',
    event: 'plain: the event, as ids',
    error: 'plain: why not',
  },
  idempotency: {
    '': 'subject: none (sealed, kept under a hash, and gone after 24 hours)',
    key_hash: 'plain: hash of caller and key',
    request_hash: 'plain: hash of the request',
    location: 'plain: the path that the answer named',
    sealed_body: 'personal: answers a repeated request alike; 24 hours; delete the row',
  },
  rate_limit: {
    '': 'subject: none (a counter that nobody reads, gone within hours)',
    key: 'personal: counts attempts by account and network; a day at most; delete the row',
  },
};

/** Says of every column of the platform whether it is personal, why, how long, and how it is erased (row ID-12). */
export class Migration20261126000620_platform_data_classes extends Migration {
  override up(): void {
    for (const [table, columns] of Object.entries(comments)) {
      for (const [column, comment] of Object.entries(columns)) {
        const target = column === '' ? `table platform.${table}` : `column platform.${table}.${column}`;
        this.addSql(`comment on ${target} is '${comment.replaceAll("'", "''")}'`);
      }
    }
  }

  override down(): void {}
}
