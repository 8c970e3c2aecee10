import { Injectable } from '@nestjs/common';
import { type CustomerActor, may } from '../../../kernel/actor.js';
import { type Entitlement, Licensing } from '../../licensing/index.js';

/** The licenses that a customer may name in a request. */
@Injectable()
export class TicketLicenses {
  constructor(private readonly licensing: Licensing) {}

  async of(actor: CustomerActor): Promise<Entitlement[]> {
    if (!may(actor, 'licenses.read')) return [];
    const { organizationId, limitedTo } = actor;
    return await this.licensing.entitlementsOf({ organizationId, licenseId: limitedTo?.licenseId ?? null });
  }
}
