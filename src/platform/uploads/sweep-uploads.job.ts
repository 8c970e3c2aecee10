import { Injectable } from '@nestjs/common';
import { minute } from '../../kernel/clock.js';
import { Repeats } from '../queue/jobs.js';
import { UploadQuota } from './upload-quota.js';
import { Uploads } from './uploads.js';

@Injectable()
export class SweepUploadsJob {
  constructor(
    private readonly uploads: Uploads,
    private readonly quota: UploadQuota,
  ) {}

  @Repeats('platform.sweep-uploads', 10 * minute)
  async run(): Promise<void> {
    await this.uploads.sweep();
    await this.quota.forget();
  }
}
