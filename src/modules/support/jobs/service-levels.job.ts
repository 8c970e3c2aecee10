import { Injectable } from '@nestjs/common';
import { minute } from '../../../kernel/clock.js';
import { HandlesJob, Repeats } from '../../../platform/queue/jobs.js';
import { EscalateRequests } from '../application/service-levels/escalate-requests.js';
import { RecalculateDueTimes } from '../application/service-levels/recalculate-due-times.js';

@Injectable()
export class ServiceLevelsJob {
  constructor(
    private readonly escalateRequests: EscalateRequests,
    private readonly recalculateDueTimes: RecalculateDueTimes,
  ) {}

  @Repeats('support.escalate-requests', minute)
  async escalate(): Promise<void> {
    await this.escalateRequests.execute();
  }

  @HandlesJob('support.recalculate-due-times')
  async recalculate(): Promise<void> {
    await this.recalculateDueTimes.execute();
  }
}
