import { Injectable } from '@nestjs/common';
import { HandlesJob } from '../../../platform/queue/jobs.js';
import { TellEverybody } from '../application/incidents/tell-everybody.js';

@Injectable()
export class IncidentsJob {
  constructor(private readonly tellEverybody: TellEverybody) {}

  @HandlesJob('support.tell-everybody')
  async tell({ updateId }: { readonly updateId: string }): Promise<void> {
    await this.tellEverybody.execute(updateId);
  }
}
