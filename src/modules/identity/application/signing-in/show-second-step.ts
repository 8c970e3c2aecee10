import { Injectable } from '@nestjs/common';
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import type { UserId } from '../../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { SignInStepOver } from '../../domain/identity.errors.js';
import { AskForPasskey } from '../passkeys/ask-for-passkey.js';
import { SignInTickets } from './sign-in-tickets.js';

/** What the second step offers. */
export interface SecondStep {
  readonly authenticator: boolean;
  /** For the browser; null when there is no passkey that works here. */
  readonly passkey: PublicKeyCredentialRequestOptionsJSON | null;
  /** The former host name for which the passkeys were made, when none works here. */
  readonly elsewhere: string | null;
}

const over: SecondStep = { authenticator: true, passkey: null, elsewhere: null };

@Injectable()
export class ShowSecondStep {
  constructor(
    private readonly tickets: SignInTickets,
    private readonly database: ReadDatabase,
    private readonly ask: AskForPasskey,
  ) {}

  /** The same for a page, which shows a form although the step is over: sending it tells so. */
  async find(ticket: string): Promise<SecondStep> {
    try {
      return await this.execute(ticket);
    } catch (error) {
      if (error instanceof SignInStepOver) return over;
      throw error;
    }
  }

  /** @throws SignInStepOver when the password was not given just now */
  async execute(ticket: string): Promise<SecondStep> {
    const { userId } = await this.tickets.read(ticket, 'mfa');
    const passkey = await this.ask.person(userId as UserId, 'second-step');
    const row = await this.database.one<{ authenticator: boolean; host: string | null }>(sql`
      select totp_since is not null as authenticator,
        (select min(rp_id) from identity.passkey where user_id = u.id) as host
      from identity.user u where u.id = ${userId}`);
    return {
      authenticator: row?.authenticator ?? false,
      passkey,
      elsewhere: passkey === null ? (row?.host ?? null) : null,
    };
  }
}
