import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import { newId, type OrganizationId } from '../../../kernel/ids.js';
import type { DomainName } from './domain-name.js';

/** What the last look into the DNS found. `taken`: another organization proved the domain first. */
export type DomainOutcome = 'found' | 'not-found' | 'no-answer' | 'taken';

/** The name of the record's value; a token of ours follows it. */
export const recordPrefix = 'latchkey-verification=';

/** A domain that an organization says is its own, and proves by a record in its DNS. */
@Entity({ schema: 'identity', tableName: 'organization_domain' })
export class OrganizationDomain extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: string;

  @Property({ type: 'uuid' })
  readonly organizationId!: OrganizationId;

  @Property({ type: 'text' })
  readonly domain!: DomainName;

  @Property({ type: 'text' })
  readonly token!: string;

  @Property({ type: 'datetime', length: 3 })
  readonly createdAt!: Date;

  /** When somebody asked for a look last; the portal looks by itself for three days from then. */
  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly checkAskedAt!: Date | null;

  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly checkedAt!: Date | null;

  @Property({ type: 'text', nullable: true })
  readonly outcome!: DomainOutcome | null;

  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly verifiedAt!: Date | null;

  @Property({ version: true, type: 'integer' })
  readonly version!: number;

  /** @param about.token at least 128 random bits, as the record will say them */
  static add(about: {
    organizationId: OrganizationId;
    domain: DomainName;
    token: string;
    now: Date;
  }): OrganizationDomain {
    const added = new OrganizationDomain();
    const { organizationId, domain, token, now } = about;
    change<OrganizationDomain>(added, {
      id: newId(),
      organizationId,
      domain,
      token,
      createdAt: now,
      checkAskedAt: null,
      checkedAt: null,
      outcome: null,
      verifiedAt: null,
    });
    return added;
  }

  get record(): string {
    return `${recordPrefix}${this.token}`;
  }

  askForCheck(now: Date): void {
    change<OrganizationDomain>(this, { checkAskedAt: now });
  }

  /** Notes what a look found; `found` proves the domain. Whoever calls made sure that nobody else has. */
  note(outcome: DomainOutcome, now: Date): void {
    if (this.verifiedAt !== null) return;
    change<OrganizationDomain>(this, { outcome, checkedAt: now });
    if (outcome === 'found') change<OrganizationDomain>(this, { verifiedAt: now });
  }
}
