import { Injectable } from '@nestjs/common';
import { minute } from '../../../kernel/clock.js';
import { Repeats } from '../../../platform/queue/jobs.js';
import { CheckDomain } from '../application/organizations/check-domain.js';

@Injectable()
export class CheckDomainsJob {
  constructor(private readonly check: CheckDomain) {}

  @Repeats('identity.check-domains', 15 * minute)
  async run(): Promise<void> {
    await this.check.again();
  }
}
