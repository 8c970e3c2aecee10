import { Injectable } from '@nestjs/common';
import { minute } from '../../../kernel/clock.js';
import { Repeats } from '../../../platform/queue/jobs.js';
import { SendDueRecoveries } from '../application/recoveries/send-due-recoveries.js';

@Injectable()
export class SendDueRecoveriesJob {
  constructor(private readonly send: SendDueRecoveries) {}

  @Repeats('identity.send-due-recoveries', minute)
  async run(): Promise<void> {
    await this.send.execute();
  }
}
