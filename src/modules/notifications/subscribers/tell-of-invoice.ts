import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { DomainEvent } from '../../../kernel/event.js';
import type { OrganizationId } from '../../../kernel/ids.js';
import { Subscribe } from '../../../platform/events/subscribe.js';
import { InvoiceIssued } from '../../orders/index.js';
import { TellMembers } from '../application/tell-members.js';

@Injectable()
export class TellOfInvoice {
  constructor(private readonly tell: TellMembers) {}

  @Subscribe(InvoiceIssued, 'notifications.tell-of-invoice')
  async on({ payload, occurredAt }: DomainEvent<z.output<typeof InvoiceIssued.schema>>): Promise<void> {
    const news = { kind: 'invoice', subjectId: payload.orderId, occurredAt: new Date(occurredAt) } as const;
    await this.tell.execute(news, payload.organizationId as OrganizationId, 'orders.read');
  }
}
