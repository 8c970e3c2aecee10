import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Jobs } from '../../../platform/queue/jobs.js';
import { Licensing } from '../../licensing/index.js';
import { TellMembers } from './tell-members.js';

export const releaseToTell = z.object({
  releaseId: z.uuid(),
  productId: z.uuid(),
  occurredAt: z.iso.datetime(),
  /** The organization that was told last; null at the start. */
  after: z.uuid().nullable(),
});

const perJob = 100;

/** Tells of a release everybody who may see downloads, a hundred organizations per job. */
@Injectable()
export class TellOfRelease {
  constructor(
    private readonly licensing: Licensing,
    private readonly tell: TellMembers,
    private readonly jobs: Jobs,
  ) {}

  async execute({ after, ...release }: z.output<typeof releaseToTell>): Promise<void> {
    const { releaseId, productId, occurredAt } = release;
    const organizations = await this.licensing.organizationsWith(productId, after, perJob);
    const news = { kind: 'release', subjectId: releaseId, occurredAt: new Date(occurredAt) } as const;
    for (const organizationId of organizations)
      await this.tell.execute(news, organizationId, 'downloads.read');
    const last = organizations.at(-1);
    if (last === undefined || organizations.length < perJob) return;
    const data = { ...release, after: last };
    await this.jobs.enqueue('notifications.tell-of-release', data, { id: `${releaseId}.${last}` });
  }
}
