import { Injectable } from '@nestjs/common';
import { hour } from '../../../kernel/clock.js';
import { Repeats } from '../../../platform/queue/jobs.js';
import { ForgetOldSecrets } from '../application/links/forget-old-secrets.js';

@Injectable()
export class ForgetOldSecretsJob {
  constructor(private readonly forget: ForgetOldSecrets) {}

  @Repeats('identity.forget-old-secrets', 6 * hour)
  async run(): Promise<void> {
    await this.forget.execute();
  }
}
