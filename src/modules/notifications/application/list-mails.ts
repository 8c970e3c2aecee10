import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../kernel/actor.js';
import type { Listing, ListQuery } from '../../../platform/http/paging.js';
import { type SentMail, SentMails } from '../../../platform/mail/sent-mails.js';
import type { DownloadSummary } from '../../downloads/index.js';
import type { LicenseFacts } from '../../licensing/index.js';
import type { OrderSummary } from '../../orders/index.js';
import type { TicketSummary } from '../../support/index.js';
import { type Asked, type Seen, Subjects } from './subjects.js';

/** What a mail is about, as its module shows it to the reader. */
export type MailSubject =
  | { readonly kind: 'request'; readonly of: TicketSummary }
  | { readonly kind: 'license'; readonly of: LicenseFacts }
  | { readonly kind: 'release'; readonly of: DownloadSummary }
  | { readonly kind: 'order'; readonly of: OrderSummary };

export interface Mail extends SentMail {
  /** Null when it is about none of these, or about what the reader may not see where they are signed in. */
  readonly subject: MailSubject | null;
}

/** The mails that the portal sent to the person who asks, and what became of them (row NO-2). */
@Injectable()
export class ListMails {
  constructor(
    private readonly sentMails: SentMails,
    private readonly subjects: Subjects,
  ) {}

  /** @throws InvalidInput naming `cursor` */
  async execute(actor: SignedIn, query: ListQuery): Promise<Listing<Mail>> {
    const { items, nextCursor } = await this.sentMails.to(actor, query);
    const seen = await this.seenBy(actor, items);
    return { items: items.map((mail) => ({ ...mail, subject: seen && subjectOf(mail, seen) })), nextCursor };
  }

  /** Null for who sees nothing of customers in the portal of customers. */
  private async seenBy(actor: SignedIn, mails: readonly SentMail[]): Promise<Seen | null> {
    if (actor.kind !== 'customer' || actor.provisional) return null;
    const asked: Asked = {
      requests: mails.flatMap((mail) => idIn(mail, 'request') ?? []),
      licenses: mails.flatMap((mail) => idIn(mail, 'license') ?? []),
      releases: mails.flatMap((mail) => idIn(mail, 'release') ?? []),
      orders: mails.flatMap((mail) => idIn(mail, 'order') ?? []),
    };
    return await this.subjects.among(actor, asked);
  }
}

/** Which mails are about what, and the fact of their event that says about which. */
const about = {
  request: { module: 'support.', fact: 'ticketId' },
  license: { module: 'licensing.', fact: 'licenseId' },
  release: { module: 'downloads.', fact: 'releaseId' },
  order: { module: 'orders.', fact: 'orderId' },
} as const;

function idIn({ name, facts }: SentMail, kind: keyof typeof about): string | null {
  const { module, fact } = about[kind];
  const id = facts[fact];
  return name.startsWith(module) && typeof id === 'string' ? id : null;
}

function subjectOf(mail: SentMail, { requests, licenses, releases, orders }: Seen): MailSubject | null {
  const request = requests.find(({ id }) => id === idIn(mail, 'request'));
  if (request) return { kind: 'request', of: request };
  const license = licenses.find(({ licenseId }) => licenseId === idIn(mail, 'license'));
  if (license) return { kind: 'license', of: license };
  const release = releases.find(({ id }) => id === idIn(mail, 'release'));
  if (release) return { kind: 'release', of: release };
  const order = orders.find(({ id }) => id === idIn(mail, 'order'));
  return order ? { kind: 'order', of: order } : null;
}
