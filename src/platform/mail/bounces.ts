import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { deliveryIdIn } from './delivery.js';

/** What a mail server reports of a mail that did not arrive. @see RFC 3464 */
export interface Bounce {
  /** The Message-ID of the mail, without brackets. */
  readonly messageId: string;
  /** `5.1.1` for good, `4.2.2` after waiting for long. @see RFC 3463 */
  readonly status: string;
}

/**
 * Writes bounces into the delivery log. A report is believed when it names a Message-ID of ours: each mail has its own,
 * with 42 random bits that no other has, and only its recipient and the servers on the way have seen it (ADR 42).
 */
@Injectable()
export class Bounces {
  constructor(private readonly em: EntityManager) {}

  /**
   * In the transaction of whoever took the report. The same report again changes nothing; neither does one of a mail
   * that did not leave, is not ours, or waits to be sent again.
   */
  async note({ messageId, status }: Bounce): Promise<void> {
    const id = deliveryIdIn(messageId);
    if (id === null) return;
    await this.em.execute(
      `update platform.mail_delivery set status = 'bounced', bounce_status = ?, changed_at = now()
       where id = ? and lower(message_id) = lower(?) and status in ('sending', 'sent', 'doubtful')`,
      [status, id, `<${messageId}>`],
    );
  }
}
