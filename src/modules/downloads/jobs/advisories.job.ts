import { Injectable } from '@nestjs/common';
import { HandlesJob } from '../../../platform/queue/jobs.js';
import { TellOfAdvisory } from '../application/advisories/tell-of-advisory.js';

@Injectable()
export class AdvisoriesJob {
  constructor(private readonly tell: TellOfAdvisory) {}

  @HandlesJob('downloads.tell-of-advisory')
  async run({ advisoryId }: { readonly advisoryId: string }): Promise<void> {
    await this.tell.execute(advisoryId);
  }
}
