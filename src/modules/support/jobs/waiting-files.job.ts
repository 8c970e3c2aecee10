import { Injectable } from '@nestjs/common';
import { hour } from '../../../kernel/clock.js';
import { Repeats } from '../../../platform/queue/jobs.js';
import { ForgetWaitingFiles } from '../application/uploads/forget-waiting-files.js';

@Injectable()
export class WaitingFilesJob {
  constructor(private readonly forgetFiles: ForgetWaitingFiles) {}

  @Repeats('support.forget-waiting-files', hour)
  async forget(): Promise<void> {
    await this.forgetFiles.execute();
  }
}
