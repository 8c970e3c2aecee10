import { Injectable } from '@nestjs/common';
import type { UserId } from '../../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { Licensing } from '../../../licensing/index.js';
import { GuessLimits, type Origin } from './guess-limits.js';
import { SignInTickets } from './sign-in-tickets.js';

/** Checks a serial number with its UID and opens the next step: the first password, or the password. */
@Injectable()
export class StartSerialSignIn {
  constructor(
    private readonly licensing: Licensing,
    private readonly guesses: GuessLimits,
    private readonly tickets: SignInTickets,
    private readonly database: ReadDatabase,
  ) {}

  /** @throws SignInRefused for an unknown serial number, a wrong or foreign UID, a revoked license, too many guesses */
  async execute(command: {
    readonly serialNumber: string;
    readonly uid: string;
    readonly origin: Origin;
    readonly returnTo?: string | null;
  }): Promise<{ readonly next: 'set-password' | 'password'; readonly ticket: string }> {
    const { serialNumber, uid, origin } = command;
    const account = `serial:${foldedSerial(serialNumber)}`;
    await this.guesses.look(account, origin);
    const access = await this.licensing.bySerialAndUid(serialNumber, uid);
    if (!access?.usable) throw await this.guesses.refuse(origin, account);
    const { licenseId, organizationId, orderId } = access;
    const holder = await this.holderOf(licenseId);
    const next = command.returnTo ?? null;
    if (holder) {
      const { userId } = holder;
      const ticket = await this.tickets.mint({ stage: 'password', userId, organizationId, next });
      return { next: 'password', ticket };
    }
    const about = { licenseId, organizationId, orderId, serialNumber, next };
    return { next: 'set-password', ticket: await this.tickets.mint({ stage: 'set-password', ...about }) };
  }

  private async holderOf(licenseId: string): Promise<{ userId: UserId } | null> {
    return this.database.one(
      sql`select user_id as "userId" from identity.key_holder where license_id = ${licenseId}`,
    );
  }
}

/** The serial number as the limits count it, so that spelling it anew does not start a new count. */
function foldedSerial(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
}
