import { Injectable } from '@nestjs/common';
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import type { UserId } from '../../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { declareLimit } from '../../../../platform/limits/limit.js';
import { RateLimits } from '../../../../platform/limits/rate-limits.js';
import { challengeLife } from '../../domain/passkey-challenge.js';
import { PasskeyChallenges } from './passkey-challenges.js';
import { RelyingParty } from './relying-party.js';
import { webAuthn } from './web-authn.js';

// Each look at the sign-in page takes one, for its suggestions, and a whole office shares an address.
const perNetwork = declareLimit({ name: 'identity.passkey-challenge', points: 600, perSeconds: 300 });

/** What a browser needs to have a passkey answer. */
@Injectable()
export class AskForPasskey {
  constructor(
    private readonly database: ReadDatabase,
    private readonly challenges: PasskeyChallenges,
    private readonly party: RelyingParty,
    private readonly limits: RateLimits,
  ) {}

  /** For signing in: the person chooses one of the passkeys that their device has. @throws TooManyAttempts */
  async anyone(network: string): Promise<PublicKeyCredentialRequestOptionsJSON> {
    await this.limits.consume(perNetwork, network);
    return this.options(await this.challenges.pose('sign-in', null), []);
  }

  /** For somebody known: one of their passkeys. Null when none of them works under this host name. */
  async person(
    userId: UserId,
    purpose: 'second-step' | 'step-up',
  ): Promise<PublicKeyCredentialRequestOptionsJSON | null> {
    const own = await this.database.many<{ id: string; transports: string[] }>(sql`
      select credential_id as id, transports from identity.passkey
      where user_id = ${userId} and rp_id = ${this.party.id}`);
    if (own.length === 0) return null;
    return this.options(await this.challenges.pose(purpose, userId), own);
  }

  private async options(
    challenge: Uint8Array<ArrayBuffer>,
    allowCredentials: { id: string; transports: string[] }[],
  ): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const about = { rpID: this.party.id, challenge, timeout: challengeLife, allowCredentials };
    const { generateAuthenticationOptions } = await webAuthn();
    return generateAuthenticationOptions({ ...about, userVerification: 'required' });
  }
}
