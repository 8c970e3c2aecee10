import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock, day, later } from '../../../../kernel/clock.js';
import { eachInTurn } from '../../../../platform/queue/each-in-turn.js';
import { Storage } from '../../../../platform/storage/storage.js';

/** How long a mail is kept as it came. */
export const keptDays = 90;
const atOnce = 500;

/** Forgets mails as they came after 90 days, and altogether where they became no message. */
@Injectable()
export class ForgetMails {
  constructor(
    private readonly em: EntityManager,
    private readonly storage: Storage,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    const before = later(this.clock.now(), -keptDays * day);
    const em = this.em.fork();
    for (;;) {
      const old = await em.execute<{ key: string }[]>(
        `select distinct storage_key as key from support.inbound_mail
        where storage_key is not null and received_at < ? limit ?`,
        [before, atOnce],
      );
      const keys = old.map(({ key }) => key);
      // The file first: a row without one is found again, a file without a row only by whoever tidies up.
      await eachInTurn(keys, (key) => this.storage.delete(key));
      await em.execute(
        `update support.inbound_mail set storage_key = null where storage_key in (select value from jsonb_array_elements_text(?::jsonb))`,
        [JSON.stringify(keys)],
      );
      if (keys.length < atOnce) break;
    }
    await em.execute(
      `delete from support.inbound_mail where message_id is null and storage_key is null and received_at < ?`,
      [before],
    );
  }
}
