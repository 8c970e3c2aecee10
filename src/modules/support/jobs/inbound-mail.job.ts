import { Injectable } from '@nestjs/common';
import { day, minute } from '../../../kernel/clock.js';
import { HandlesJob, Repeats } from '../../../platform/queue/jobs.js';
import { ForgetMails } from '../application/inbound/forget-mails.js';
import { HandleMail } from '../application/inbound/handle-mail.js';
import { InboundJobs } from '../application/inbound/inbound-jobs.js';

@Injectable()
export class InboundMailJob {
  constructor(
    private readonly handling: HandleMail,
    private readonly jobs: InboundJobs,
    private readonly forgetting: ForgetMails,
  ) {}

  @HandlesJob('support.file-inbound-mail')
  async handle({ id }: { readonly id: string }): Promise<void> {
    await this.handling.execute(id);
  }

  @Repeats('support.sweep-inbound-mail', minute)
  async sweep(): Promise<void> {
    await this.jobs.sweep();
  }

  @Repeats('support.forget-inbound-mail', day)
  async forget(): Promise<void> {
    await this.forgetting.execute();
  }
}
