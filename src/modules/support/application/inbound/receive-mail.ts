import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock, day, later } from '../../../../kernel/clock.js';
import { newId } from '../../../../kernel/ids.js';
import { type IncomingMail, MailIntake } from '../../../../platform/ports/mail-intake.js';
import { StorageFull } from '../../../../platform/storage/storage.errors.js';
import { Storage } from '../../../../platform/storage/storage.js';
import { InboundJobs } from './inbound-jobs.js';
import { MailMeter } from './mail-meter.js';
import { ReplyAddresses } from './reply-addresses.js';

/**
 * What everybody together may send by mail in 24 hours: 20 GiB. More would fill the storage (security.md C5), and waits
 * where it comes from.
 */
export const mostBytesADay = 21_474_836_480;

/** Keeps a mail as it came, and leaves what it means to a job: whoever delivers does not wait for that. */
@Injectable()
export class ReceiveMail extends MailIntake {
  constructor(
    private readonly em: EntityManager,
    private readonly storage: Storage,
    private readonly addresses: ReplyAddresses,
    private readonly jobs: InboundJobs,
    private readonly clock: Clock,
  ) {
    super();
  }

  accepts(address: string): boolean {
    return this.addresses.isOurs(address);
  }

  async take({ recipients, content, maxBytes }: IncomingMail): Promise<void> {
    await this.ensureRoom();
    const key = `inbound/${newId()}`;
    const meter = new MailMeter();
    content.on('error', (error) => meter.destroy(error));
    const { sizeBytes } = await this.storage.put(key, content.pipe(meter), {
      contentType: 'message/rfc822',
      maxBytes,
    });
    const rows = this.meant(recipients).map((recipient) => ({ id: newId(), recipient }));
    const added = await this.add(rows, { key, sizeBytes, fingerprint: meter.fingerprint() });
    if (added.length === 0) await this.storage.delete(key);
    // Lost jobs are added again by the sweeper, so from here on nothing can be lost.
    await this.jobs.add(added);
  }

  private async ensureRoom(): Promise<void> {
    const [today] = await this.em
      .fork()
      .execute<{ bytes: number }[]>(
        `select coalesce(sum(size_bytes), 0)::float8 as bytes from support.inbound_mail where received_at > ?`,
        [later(this.clock.now(), -day)],
      );
    if ((today?.bytes ?? 0) >= mostBytesADay) throw StorageFull.now();
  }

  /** Those that name a request, and the mailbox itself only where none does: people answer to all. */
  private meant(recipients: readonly string[]): string[] {
    const all = [...new Set(recipients.map((recipient) => recipient.toLowerCase().slice(0, 320)))];
    const named = all.filter((recipient) => this.addresses.read(recipient) !== null);
    return named.length > 0 ? named : all.slice(0, 1);
  }

  private async add(
    rows: readonly { readonly id: string; readonly recipient: string }[],
    mail: { readonly key: string; readonly sizeBytes: number; readonly fingerprint: string },
  ): Promise<string[]> {
    const added = await this.em.fork().execute<{ id: string }[]>(
      `insert into support.inbound_mail (id, received_at, fingerprint, recipient, storage_key, size_bytes)
      select id, ?, ?, recipient, ?, ? from jsonb_to_recordset(?::jsonb) as r (id uuid, recipient text)
      on conflict (fingerprint, recipient) do nothing returning id`,
      [this.clock.now(), mail.fingerprint, mail.key, mail.sizeBytes, JSON.stringify(rows)],
    );
    return added.map(({ id }) => id);
  }
}
