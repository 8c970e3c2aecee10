import { Injectable } from '@nestjs/common';
import type { UserId } from '../../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import type { SerialAccess } from '../../../licensing/index.js';
import { SignInTickets } from './sign-in-tickets.js';

/** What follows serial number + UID: the first password of the license, or its password. */
export interface SerialStep {
  readonly next: 'set-password' | 'password';
  readonly ticket: string;
}

/** Opens the step after serial number + UID, typed or launched. */
@Injectable()
export class OpenSerialStep {
  constructor(
    private readonly tickets: SignInTickets,
    private readonly database: ReadDatabase,
  ) {}

  /** @param about.launched true when the installation signed: possession is proved, which a typed pair is not */
  async execute(about: {
    readonly access: SerialAccess;
    readonly serialNumber: string;
    readonly launched: boolean;
    readonly returnTo: string | null;
  }): Promise<SerialStep> {
    const { access, serialNumber, launched, returnTo: next } = about;
    const { licenseId, organizationId, orderId, installationId } = access;
    const holder = await this.database.one<{ userId: UserId }>(
      sql`select user_id as "userId" from identity.key_holder where license_id = ${licenseId}`,
    );
    if (holder) {
      const { userId } = holder;
      const place = { licenseId, organizationId, orderId, installationId, serialNumber };
      const ticket = await this.tickets.mint({ stage: 'password', userId, ...place, launched, next });
      return { next: 'password', ticket };
    }
    const claim = { licenseId, organizationId, orderId, installationId, serialNumber };
    const proof = launched ? ('launch' as const) : null;
    const ticket = await this.tickets.mint({ stage: 'set-password', ...claim, proof, evicts: null, next });
    return { next: 'set-password', ticket };
  }
}
