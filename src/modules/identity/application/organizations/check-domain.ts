import { Injectable } from '@nestjs/common';
import { Clock, day, later } from '../../../../kernel/clock.js';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { declareLimit } from '../../../../platform/limits/limit.js';
import { RateLimits } from '../../../../platform/limits/rate-limits.js';
import { DomainRecords } from './domain-records.js';
import type { Managing } from './managing.js';
import { NoteDomainCheck } from './note-domain-check.js';

const checks = declareLimit({ name: 'identity.domain-checks', points: 60, perSeconds: 3_600 });
const atOnce = 50;

interface Asked {
  readonly organizationId: OrganizationId;
  readonly domainId: string;
  readonly domain: string;
}

/** Looks for the record of a domain: when somebody asks, and again by itself for three days from then. */
@Injectable()
export class CheckDomain {
  constructor(
    private readonly database: ReadDatabase,
    private readonly records: DomainRecords,
    private readonly note: NoteDomainCheck,
    private readonly limits: RateLimits,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, TooManyAttempts */
  async execute({ organizationId }: Managing, domainId: string): Promise<void> {
    await this.limits.consume(checks, organizationId);
    const domain = await this.note.ask(organizationId, domainId);
    await this.look({ organizationId, domainId, domain });
  }

  /** Those that somebody asked for lately and that are not proved yet. */
  async again(): Promise<void> {
    const asked = await this.database.many<Asked>(sql`
      select organization_id as "organizationId", id as "domainId", domain from identity.organization_domain
      where verified_at is null and check_asked_at > ${later(this.clock.now(), -3 * day)}
      order by checked_at nulls first, id limit ${atOnce}`);
    for (const one of asked) await this.look(one);
  }

  private async look(asked: Asked): Promise<void> {
    await this.note.execute({ ...asked, texts: await this.records.texts(asked.domain) });
  }
}
