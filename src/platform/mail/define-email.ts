import type { Type } from '@nestjs/common';
import type { DomainEvent, EventType } from '../../kernel/event.js';
import type { Only } from '../events/subscriber-registry.js';
import type { Recipient } from '../ports/audience.js';
import type { MailKind } from '../ports/mail-kinds.js';

/**
 * `ordinary`: at least once; a duplicate has the same Message-ID. `once`: at most once, for codes and one-time links;
 * when it is unknown whether the mail left, it is parked as doubtful until staff send it again.
 */
export type MailLane = 'ordinary' | 'once';

type Token<T> = Type<T> | (abstract new (...args: never[]) => T);

/** What a definition may reach while it expands its audience or gathers its variables. */
export interface EmailContext {
  /** A provider of the running application. */
  get<T>(token: Token<T>): T;
  /** The absolute address of a path of the portal; always below PUBLIC_URL. */
  link(path: string): string;
}

/** What a mail is a part of, so that mail programs show its mails together. @see RFC 5322 section 3.6.4 */
export interface Conversation {
  /** A Message-ID without brackets that every mail of the conversation refers to; no mail needs to have it. */
  readonly root: string;
  /** Message-IDs of what it answers, without brackets, oldest first. */
  readonly answered: readonly string[];
  /** Where answers go; null: to the support address, as with every mail. */
  readonly replyTo: string | null;
}

/** One e-mail of the portal: which fact it tells, to whom, and in which words. */
export interface EmailDefinition<Payload> {
  /** Module and name, e.g. `identity.invitation`. Stable: it is stored with every delivery. */
  readonly name: string;
  readonly on: EventType<Payload>;
  /** Facts with other values are told nobody and cost no job: a license with 25,000 machines has as many at once. */
  readonly only?: Only<Payload>;
  readonly lane: MailLane;
  /** Recipients who muted the kind are left out. Essential unless told: it goes to everybody. */
  readonly kind?: MailKind;
  /** Path below templates/emails, without ending: `identity/invitation`. */
  readonly template: string;
  /** Runs once, in the transaction that consumes the event. An address twice gets one mail. */
  audience(event: DomainEvent<Payload>, ctx: EmailContext): Promise<readonly Recipient[]>;
  /**
   * What the templates print, gathered at send time in the worker; one-time tokens are minted here. Null: no longer
   * due, so it is skipped. `oneClickUnsubscribeUrl` among them becomes List-Unsubscribe. Beside these, templates have `recipientName`, `invited`, `portalName`, `portalUrl`, `supportEmail`,
   * `locale` and `timeZone`.
   */
  variables(
    event: DomainEvent<Payload>,
    recipient: Recipient,
    ctx: EmailContext,
  ): Promise<Record<string, unknown> | null>;
  /** Left out: the mail stands alone, and answers go to the support address. Asked at send time. */
  conversation?(event: DomainEvent<Payload>, recipient: Recipient, ctx: EmailContext): Promise<Conversation>;
  /** Variables for the staff preview and the snapshot tests. */
  readonly sample: Readonly<Record<string, unknown>>;
}

const namePattern = /^[a-z][a-z0-9]*\.[a-z][a-z0-9-]*$/;

/** Declares an e-mail; register it with `EmailCatalogue.add`. @throws Error when the name is malformed. */
export function defineEmail<Payload>(definition: EmailDefinition<Payload>): EmailDefinition<Payload> {
  if (!namePattern.test(definition.name))
    throw new Error(`E-mail ${definition.name} needs a name like identity.invitation.`);
  return definition;
}
