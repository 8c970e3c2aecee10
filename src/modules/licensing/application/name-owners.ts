import { Injectable } from '@nestjs/common';
import type { OrganizationId } from '../../../kernel/ids.js';
import { People } from '../../../platform/ports/people.js';

/** Names the organizations that own licenses, for pages of staff. */
@Injectable()
export class NameOwners {
  constructor(private readonly people: People) {}

  async execute(
    licenses: readonly { readonly organizationId: OrganizationId }[],
  ): Promise<Map<string, string>> {
    const ids = [...new Set(licenses.map((license) => license.organizationId))];
    return ids.length === 0 ? new Map() : this.people.organizations(ids);
  }
}
