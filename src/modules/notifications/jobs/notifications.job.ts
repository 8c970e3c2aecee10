import { Injectable } from '@nestjs/common';
import { day } from '../../../kernel/clock.js';
import { HandlesJob, Repeats } from '../../../platform/queue/jobs.js';
import { ForgetNotifications } from '../application/forget-notifications.js';
import { releaseToTell, TellOfRelease } from '../application/tell-of-release.js';

@Injectable()
export class NotificationsJob {
  constructor(
    private readonly tellOfRelease: TellOfRelease,
    private readonly forgetNotifications: ForgetNotifications,
  ) {}

  @HandlesJob('notifications.tell-of-release')
  async tell(data: unknown): Promise<void> {
    await this.tellOfRelease.execute(releaseToTell.parse(data));
  }

  @Repeats('notifications.forget', day)
  async forget(): Promise<void> {
    await this.forgetNotifications.execute();
  }
}
