import { Injectable } from '@nestjs/common';
import { hour } from '../../../kernel/clock.js';
import { Repeats } from '../../../platform/queue/jobs.js';
import { RemindOfEndings } from '../application/reminders/remind-of-endings.js';

@Injectable()
export class RemindOfEndingsJob {
  constructor(private readonly remind: RemindOfEndings) {}

  @Repeats('licensing.remind-of-endings', hour)
  async run(): Promise<void> {
    await this.remind.execute();
  }
}
