import { Injectable } from '@nestjs/common';
import type { EmailDefinition } from './define-email.js';

/** Every e-mail of the portal. Modules add theirs from the constructor of their Nest module. */
@Injectable()
export class EmailCatalogue {
  private readonly byName = new Map<string, EmailDefinition<unknown>>();

  /** @throws Error when the name is taken. */
  add<Payload>(definition: EmailDefinition<Payload>): void {
    if (this.byName.has(definition.name)) throw new Error(`E-mail ${definition.name} is defined twice.`);
    this.byName.set(definition.name, definition as unknown as EmailDefinition<unknown>);
  }

  /** @throws Error when there is no such e-mail. */
  get(name: string): EmailDefinition<unknown> {
    const definition = this.byName.get(name);
    if (!definition) throw new Error(`There is no e-mail ${name}.`);
    return definition;
  }

  all(): readonly EmailDefinition<unknown>[] {
    return [...this.byName.values()];
  }
}
