import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../../kernel/errors.js';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { type DomainOutcome, recordPrefix } from '../../domain/organization-domain.js';

/** A domain with the record that proves it. */
export interface ListedDomain {
  readonly id: string;
  readonly domain: string;
  /** The value of the text record. */
  readonly record: string;
  readonly outcome: DomainOutcome | null;
  readonly checkedAt: Date | null;
  readonly verifiedAt: Date | null;
}

const listed = sql`
  select id, domain, ${recordPrefix} || token as record, outcome, checked_at as "checkedAt",
    verified_at as "verifiedAt"
  from identity.organization_domain`;

/** The domains of an organization; there are few. */
@Injectable()
export class ListDomains {
  constructor(private readonly database: ReadDatabase) {}

  of(organizationId: OrganizationId): Promise<ListedDomain[]> {
    return this.database.many<ListedDomain>(
      sql`${listed} where organization_id = ${organizationId} order by domain`,
    );
  }

  /** @throws NotFound also for one of another organization */
  async one(organizationId: OrganizationId, id: string): Promise<ListedDomain> {
    const found = await this.database.one<ListedDomain>(
      sql`${listed} where organization_id = ${organizationId} and id = ${id}`,
    );
    if (!found) throw NotFound.of('domain');
    return found;
  }
}
