import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { newId } from '../../../../kernel/ids.js';
import { type IncomingMail, MailIntake } from '../../../../platform/ports/mail-intake.js';
import { Storage } from '../../../../platform/storage/storage.js';
import { InboundJobs } from './inbound-jobs.js';
import { MailMeter } from './mail-meter.js';
import { ReplyAddresses } from './reply-addresses.js';

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
