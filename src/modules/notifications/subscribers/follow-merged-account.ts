import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { AccountsMerged } from '../../../kernel/accounts-merged.js';
import type { DomainEvent } from '../../../kernel/event.js';
import { Subscribe } from '../../../platform/events/subscribe.js';
import { FollowMergedAccount } from '../application/follow-merged-account.js';

@Injectable()
export class FollowMergedAccountInNotifications {
  constructor(private readonly follow: FollowMergedAccount) {}

  @Subscribe(AccountsMerged, 'notifications.follow-merged-account')
  async on({ payload }: DomainEvent<z.output<typeof AccountsMerged.schema>>): Promise<void> {
    await this.follow.execute(payload);
  }
}
