import { Injectable } from '@nestjs/common';
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import type { SignedIn } from '../../../../kernel/actor.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { challengeLife } from '../../domain/passkey-challenge.js';
import { passkeyAlgorithms } from './passkey-answers.js';
import { PasskeyChallenges } from './passkey-challenges.js';
import { RelyingParty } from './relying-party.js';
import { userHandleOf } from './user-handle.js';
import { webAuthn } from './web-authn.js';

/** What a browser needs to make a passkey: discoverable, and used only after the device knew its person. */
@Injectable()
export class OfferPasskey {
  constructor(
    private readonly database: ReadDatabase,
    private readonly challenges: PasskeyChallenges,
    private readonly party: RelyingParty,
  ) {}

  async execute(actor: SignedIn): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const known = await this.database.many<{ id: string }>(sql`
      select credential_id as id from identity.passkey
      where user_id = ${actor.userId} and rp_id = ${this.party.id}`);
    const { generateRegistrationOptions } = await webAuthn();
    return generateRegistrationOptions({
      rpName: this.party.name,
      rpID: this.party.id,
      userName: actor.email ?? actor.name,
      userDisplayName: actor.name,
      userID: userHandleOf(actor.userId),
      challenge: await this.challenges.pose('register', actor.userId),
      timeout: challengeLife,
      attestationType: 'none',
      excludeCredentials: known,
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      supportedAlgorithmIDs: passkeyAlgorithms,
    });
  }
}
