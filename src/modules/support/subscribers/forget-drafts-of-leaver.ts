import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { DomainEvent } from '../../../kernel/event.js';
import type { UserId } from '../../../kernel/ids.js';
import { StaffLeft } from '../../../kernel/staff-left.js';
import { Subscribe } from '../../../platform/events/subscribe.js';
import { ForgetDrafts } from '../application/drafts/forget-drafts.js';

@Injectable()
export class ForgetDraftsOfLeaver {
  constructor(private readonly drafts: ForgetDrafts) {}

  @Subscribe(StaffLeft, 'support.forget-drafts-of-leaver')
  async on({ payload }: DomainEvent<z.output<typeof StaffLeft.schema>>): Promise<void> {
    await this.drafts.ofLeaver(payload.userId as UserId);
  }
}
