import { Injectable } from '@nestjs/common';
import type { Recipient } from '../ports/audience.js';
import type { Conversation, EmailDefinition } from './define-email.js';
import type { Delivery } from './delivery.js';
import { EmailCatalogue } from './email-catalogue.js';
import { EmailRenderer, type Letter } from './email-renderer.js';
import { PortalEmailContext } from './portal-email-context.js';

/** A letter with what it is a part of; null: it stands alone. */
export interface WrittenLetter extends Letter {
  readonly conversation: Conversation | null;
}

/** Writes the letter of a delivery at the moment it is sent: fresh facts, fresh one-time links. */
@Injectable()
export class EmailWriter {
  constructor(
    private readonly catalogue: EmailCatalogue,
    private readonly renderer: EmailRenderer,
    private readonly context: PortalEmailContext,
  ) {}

  /** Null when the mail is no longer due. @throws Error when no module defines this e-mail any more */
  async write(delivery: Delivery): Promise<WrittenLetter | null> {
    const definition = this.catalogue.find(delivery.name);
    if (!definition) throw new Error(`No module defines the e-mail ${delivery.name}.`);
    const recipient = recipientOf(delivery);
    const event = definition.on.parse(delivery.event);
    const variables = await definition.variables(event, recipient, this.context);
    if (!variables) return null;
    const conversation = (await definition.conversation?.(event, recipient, this.context)) ?? null;
    return { ...this.renderer.render(definition.template, recipient, variables), conversation };
  }

  /** The e-mail with its sample, for the staff preview. */
  preview(definition: EmailDefinition<unknown>, recipient: Recipient): Letter {
    return this.renderer.render(definition.template, recipient, definition.sample);
  }
}

function recipientOf(delivery: Delivery): Recipient {
  const { userId, address, recipientName, locale, timeZone } = delivery;
  return { userId, email: address, name: recipientName, locale, timeZone };
}
