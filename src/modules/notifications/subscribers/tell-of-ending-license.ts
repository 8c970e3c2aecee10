import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { DomainEvent } from '../../../kernel/event.js';
import type { OrganizationId } from '../../../kernel/ids.js';
import { Subscribe } from '../../../platform/events/subscribe.js';
import { LicenseEnding } from '../../licensing/index.js';
import { TellMembers } from '../application/tell-members.js';

/** Reminds those who can act, also when they have muted the mail or have no address (row LI-7). */
@Injectable()
export class TellOfEndingLicense {
  constructor(private readonly tell: TellMembers) {}

  @Subscribe(LicenseEnding, 'notifications.tell-of-ending-license')
  async on({ payload, occurredAt }: DomainEvent<z.output<typeof LicenseEnding.schema>>): Promise<void> {
    const news = { kind: `${payload.what}-ending`, subjectId: payload.licenseId } as const;
    const organizationId = payload.organizationId as OrganizationId;
    await this.tell.execute({ ...news, occurredAt: new Date(occurredAt) }, organizationId, 'licenses.manage');
  }
}
