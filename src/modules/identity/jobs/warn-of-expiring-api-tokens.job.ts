import { Injectable } from '@nestjs/common';
import { hour } from '../../../kernel/clock.js';
import { Repeats } from '../../../platform/queue/jobs.js';
import { WarnOfExpiringApiTokens } from '../application/api-tokens/warn-of-expiring-api-tokens.js';

@Injectable()
export class WarnOfExpiringApiTokensJob {
  constructor(private readonly warn: WarnOfExpiringApiTokens) {}

  @Repeats('identity.warn-of-expiring-api-tokens', hour)
  async run(): Promise<void> {
    await this.warn.execute();
  }
}
