import { Injectable } from '@nestjs/common';
import type { CustomerPermission } from '../../../kernel/actor.js';
import type { OrganizationId } from '../../../kernel/ids.js';
import { People } from '../../../platform/ports/people.js';
import { type News, Notify } from './notify.js';

/** Tells news to the members of an organization who hold a permission, with or without an address. */
@Injectable()
export class TellMembers {
  constructor(
    private readonly people: People,
    private readonly notify: Notify,
  ) {}

  async execute(news: News, organizationId: OrganizationId, permission: CustomerPermission): Promise<void> {
    const members = await this.people.colleagues(organizationId, permission);
    await this.notify.execute(
      news,
      members.map(({ id: userId }) => ({ userId, organizationId })),
    );
  }
}
