import { Injectable } from '@nestjs/common';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { Licensing } from '../../../licensing/index.js';
import { affection } from '../../domain/affected-versions.js';
import { StaffAdvisories, type StaffAdvisory } from './staff-advisories.js';

/** What the mail to an affected organization says. */
export interface DescribedAdvisory extends StaffAdvisory {
  readonly affected: number;
  readonly unknown: number;
}

/** Gathers what an organization is told of an advisory, and whether it still holds. */
@Injectable()
export class DescribeAdvisory {
  constructor(
    private readonly advisories: StaffAdvisories,
    private readonly licensing: Licensing,
  ) {}

  /** Null once it is withdrawn, or nothing that it concerns runs any more. */
  async execute(advisoryId: string, organizationId: string): Promise<DescribedAdvisory | null> {
    const advisory = await this.advisories.one(advisoryId);
    if (advisory.status !== 'published') return null;
    const copies = await this.licensing.installedCopies({
      organizationId: organizationId as OrganizationId,
      productId: advisory.productId,
    });
    const answers = copies.map(({ version }) => affection(version, advisory.ranges));
    const affected = answers.filter((answer) => answer === 'affected').length;
    const unknown = answers.filter((answer) => answer === 'unknown').length;
    return affected + unknown === 0 ? null : { ...advisory, affected, unknown };
  }
}
