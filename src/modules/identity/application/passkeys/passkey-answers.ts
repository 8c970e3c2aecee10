import { Injectable } from '@nestjs/common';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { Passkey } from '../../domain/passkey.js';
import { PasskeyRefused } from '../../domain/passkeys.errors.js';
import { RelyingParty } from './relying-party.js';
import { webAuthn } from './web-authn.js';

/** COSE numbers of ES256, RS256 and EdDSA (Ed25519). @see RFC 9053 */
export const passkeyAlgorithms = [-7, -257, -8];

interface Answer {
  readonly id: string;
  readonly rawId: string;
  readonly type: 'public-key';
  readonly clientExtensionResults: object;
  readonly authenticatorAttachment?: 'platform' | 'cross-platform' | undefined;
}

/** What a browser gives for a new passkey; bytes as base64url. */
export interface NewPasskeyAnswer extends Answer {
  readonly response: {
    readonly clientDataJSON: string;
    readonly attestationObject: string;
    readonly transports?: readonly string[] | undefined;
  };
}

/** What a browser gives for a passkey that is used; bytes as base64url. */
export interface PasskeyAnswer extends Answer {
  readonly response: {
    readonly clientDataJSON: string;
    readonly authenticatorData: string;
    readonly signature: string;
    readonly userHandle?: string | undefined;
  };
}

/** The public half of a new passkey, as it is kept. */
export interface VerifiedPasskey {
  readonly credentialId: string;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly rpId: string;
}

/** Verifies what passkeys answer: origin, host, challenge, signature, counter, algorithm, and that a person was there. */
@Injectable()
export class PasskeyAnswers {
  constructor(private readonly party: RelyingParty) {}

  /** The public half of a new passkey. @throws PasskeyRefused */
  async ofNew(answer: NewPasskeyAnswer, expectedChallenge: string): Promise<VerifiedPasskey> {
    const { verifyRegistrationResponse } = await webAuthn();
    const result = await verifyRegistrationResponse({
      response: answer as RegistrationResponseJSON,
      expectedChallenge,
      ...this.expected(),
      supportedAlgorithmIDs: passkeyAlgorithms,
    }).catch(refuse);
    if (!result.verified) throw PasskeyRefused.asAlways();
    const { id, publicKey, counter, transports = [] } = result.registrationInfo.credential;
    // The driver takes a Buffer for bytes, and any other array for text.
    const bytes = Buffer.from(publicKey);
    return { credentialId: id, publicKey: bytes, counter, transports, rpId: this.party.id };
  }

  /** The counter that the passkey gave. @throws PasskeyRefused */
  async ofKnown(answer: PasskeyAnswer, expectedChallenge: string, passkey: Passkey): Promise<number> {
    const { verifyAuthenticationResponse } = await webAuthn();
    const result = await verifyAuthenticationResponse({
      response: answer as AuthenticationResponseJSON,
      expectedChallenge,
      ...this.expected(),
      credential: {
        id: passkey.credentialId,
        publicKey: new Uint8Array(passkey.publicKey),
        counter: passkey.counter,
        transports: [...passkey.transports],
      },
    }).catch(refuse);
    if (!result.verified) throw PasskeyRefused.asAlways();
    return result.authenticationInfo.newCounter;
  }

  private expected() {
    return { expectedOrigin: this.party.origin, expectedRPID: this.party.id, requireUserVerification: true };
  }
}

// The library throws a plain error for each thing it finds wrong; which one is nobody's business.
function refuse(): never {
  throw PasskeyRefused.asAlways();
}
