import { Injectable } from '@nestjs/common';
import { type Only, SubscriberRegistry } from '../events/subscriber-registry.js';
import { AudienceExpansion } from './audience-expansion.js';
import type { EmailDefinition } from './define-email.js';

/** Every e-mail of the portal. Modules add theirs from the constructor of their Nest module. */
@Injectable()
export class EmailCatalogue {
  private readonly byName = new Map<string, EmailDefinition<unknown>>();

  constructor(
    private readonly registry: SubscriberRegistry,
    private readonly expansion: AudienceExpansion,
  ) {}

  /**
   * Sends this e-mail from now on: it subscribes to its event as `mail.<name>`.
   * @throws Error when the name is taken or nobody declares its event
   */
  add<Payload>(email: EmailDefinition<Payload>): void {
    const definition = email as unknown as EmailDefinition<unknown>;
    this.registry.add({
      name: `mail.${definition.name}`,
      type: definition.on,
      ...(definition.only && { only: definition.only as Only<Record<string, unknown>> }),
      handle: (event) => this.expansion.expand(definition, event),
    });
    this.byName.set(definition.name, definition);
  }

  find(name: string): EmailDefinition<unknown> | null {
    return this.byName.get(name) ?? null;
  }

  all(): readonly EmailDefinition<unknown>[] {
    return [...this.byName.values()];
  }
}
