import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { DomainEvent } from '../../../kernel/event.js';
import type { UserId } from '../../../kernel/ids.js';
import { StaffLeft } from '../../../kernel/staff-left.js';
import { Subscribe } from '../../../platform/events/subscribe.js';
import { ForgetDrafts } from '../application/drafts/forget-drafts.js';
import { TakeTicketsBack } from '../application/take-tickets-back.js';

@Injectable()
export class TakeTicketsOfLeaverBack {
  constructor(
    private readonly take: TakeTicketsBack,
    private readonly drafts: ForgetDrafts,
  ) {}

  @Subscribe(StaffLeft, 'support.take-tickets-back')
  async on({ payload }: DomainEvent<z.output<typeof StaffLeft.schema>>): Promise<void> {
    const userId = payload.userId as UserId;
    await this.take.execute(userId);
    await this.drafts.ofLeaver(userId);
  }
}
