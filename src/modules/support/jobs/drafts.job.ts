import { Injectable } from '@nestjs/common';
import { day } from '../../../kernel/clock.js';
import { Repeats } from '../../../platform/queue/jobs.js';
import { ForgetDrafts } from '../application/drafts/forget-drafts.js';

@Injectable()
export class DraftsJob {
  constructor(private readonly forgetDrafts: ForgetDrafts) {}

  @Repeats('support.forget-drafts', day)
  async forget(): Promise<void> {
    await this.forgetDrafts.execute();
  }
}
