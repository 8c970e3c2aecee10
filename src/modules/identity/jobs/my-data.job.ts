import { Injectable } from '@nestjs/common';
import { hour } from '../../../kernel/clock.js';
import { HandlesJob, Repeats } from '../../../platform/queue/jobs.js';
import { BuildExport } from '../application/privacy/build-export.js';
import { FinishErasures } from '../application/privacy/finish-erasures.js';

@Injectable()
export class MyDataJob {
  constructor(
    private readonly build: BuildExport,
    private readonly finish: FinishErasures,
  ) {}

  @HandlesJob('identity.build-export')
  async run({ exportId }: { readonly exportId: string }): Promise<void> {
    await this.build.execute(exportId);
  }

  @Repeats('identity.finish-erasures', hour)
  async forget(): Promise<void> {
    await this.finish.execute();
  }
}
