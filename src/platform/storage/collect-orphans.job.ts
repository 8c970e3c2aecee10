import { Injectable } from '@nestjs/common';
import { hour } from '../../kernel/clock.js';
import { Repeats } from '../queue/jobs.js';
import { CollectOrphans } from './collect-orphans.js';

@Injectable()
export class CollectOrphansJob {
  constructor(private readonly collect: CollectOrphans) {}

  @Repeats('platform.collect-orphans', 6 * hour)
  async run(): Promise<void> {
    await this.collect.execute();
  }
}
