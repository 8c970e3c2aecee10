import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { DomainEvent } from '../../../kernel/event.js';
import type { UserId } from '../../../kernel/ids.js';
import { Subscribe } from '../../../platform/events/subscribe.js';
import { AskSupportAboutIntrusion } from '../application/security/ask-support-about-intrusion.js';
import { IntrusionReported } from '../events/intrusion-reported.js';

@Injectable()
export class AskSupportAboutReportedIntrusion {
  constructor(private readonly ask: AskSupportAboutIntrusion) {}

  @Subscribe(IntrusionReported, 'identity.ask-support-about-intrusion')
  async on({ id, payload }: DomainEvent<z.output<typeof IntrusionReported.schema>>): Promise<void> {
    await this.ask.execute({ userId: payload.userId as UserId, reportId: id });
  }
}
