import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { DomainEvent } from '../../../kernel/event.js';
import type { UserId } from '../../../kernel/ids.js';
import { StaffLeft } from '../../../kernel/staff-left.js';
import { Subscribe } from '../../../platform/events/subscribe.js';
import { TakeTicketsBack } from '../application/take-tickets-back.js';

@Injectable()
export class TakeTicketsOfLeaverBack {
  constructor(private readonly take: TakeTicketsBack) {}

  @Subscribe(StaffLeft, 'support.take-tickets-back')
  async on({ payload }: DomainEvent<z.output<typeof StaffLeft.schema>>): Promise<void> {
    await this.take.execute(payload.userId as UserId);
  }
}
