import { Injectable } from '@nestjs/common';
import { hour } from '../../kernel/clock.js';
import { Repeats } from '../queue/jobs.js';
import { MissingFiles } from './missing-files.js';

@Injectable()
export class FindMissingFilesJob {
  constructor(private readonly missing: MissingFiles) {}

  @Repeats('platform.find-missing-files', 6 * hour)
  async run(): Promise<void> {
    await this.missing.look();
  }
}
