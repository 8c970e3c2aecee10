import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { compactVerify, decodeJwt, decodeProtectedHeader, importJWK } from 'jose';
import { z } from 'zod';
import { Clock, later, minute, second } from '../../../../kernel/clock.js';
import { isId } from '../../../../kernel/ids.js';
import { Config } from '../../../../platform/config/config.js';
import {
  SignatureAlgorithmRefused,
  SignatureAudienceWrong,
  SignatureExpired,
  SignatureMalformed,
  SignatureMismatch,
  SignatureTooEarly,
  SignatureWrong,
} from '../../domain/signature.errors.js';

/** What is signed; see docs/product-api.md. */
const claims = z.object({
  aud: z.string(),
  iat: z.int(),
  exp: z.int(),
  jti: z.string().regex(/^[\w-]{16,64}$/),
  htm: z.string(),
  htu: z.string(),
  bh: z.string(),
});

type Claims = z.output<typeof claims>;

/** The request as it arrived. */
export interface SignedRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly body: Buffer;
  /** Whether what the body says of license and machine, if anything, is true of the installation that signs. */
  readonly agrees: boolean;
}

/** A signature as it was sent, before it is checked. */
export interface SentSignature {
  readonly token: string;
  readonly installationId: string;
  readonly claims: Claims;
}

/** A signature that is right. Nobody needs to remember it after `forgetAfter`. */
export interface VerifiedSignature {
  readonly jti: string;
  readonly forgetAfter: Date;
}

export const requestSignatureType = 'latchkey-request+jwt';

const longestLifeSeconds = 120;
/** How far the clock of a customer's machine may be off. */
const skew = minute;

// Checked when there is no key, so that it takes the same time. Nobody has its private half.
const nobodysKey = Buffer.from('dF8j_vRb0B5-0oQd7z9jKuBMvcvmSNn0IkWwUs4PfwU', 'base64url');

/** Reads and checks the signatures of installations: compact JWS with Ed25519 (RFC 8037), everything pinned (RFC 8725). */
@Injectable()
export class RequestSignatures {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Reads the token to find its key. @throws SignatureMalformed, SignatureAlgorithmRefused */
  read(token: string): SentSignature {
    const { alg, typ, kid } = headerOf(token);
    if (alg !== 'EdDSA') throw SignatureAlgorithmRefused.onlyEdDsa();
    if (typ !== requestSignatureType || kid === undefined || !isId(kid)) throw SignatureMalformed.token();
    return { token, installationId: kid, claims: claimsOf(token) };
  }

  /**
   * Checks it with the key of its installation, null for one that registered none or does not exist.
   * @throws SignatureWrong, SignatureAudienceWrong, SignatureExpired, SignatureTooEarly, SignatureMismatch
   */
  async verify(sent: SentSignature, key: Buffer | null, request: SignedRequest): Promise<VerifiedSignature> {
    const x = (key ?? nobodysKey).toString('base64url');
    const publicKey = await importJWK({ kty: 'OKP', crv: 'Ed25519', x }, 'EdDSA');
    const right = await compactVerify(sent.token, publicKey, { algorithms: ['EdDSA'] }).then(
      () => key !== null,
      () => false,
    );
    if (!right) throw SignatureWrong.ofInstallation();
    const { aud, jti, exp } = sent.claims;
    if (aud !== this.config.publicUrl) throw SignatureAudienceWrong.notThisPortal();
    this.checkTimes(sent.claims);
    this.checkRequest(sent.claims, request);
    return { jti, forgetAfter: later(new Date(exp * second), 2 * skew) };
  }

  private checkTimes({ iat, exp }: Claims): void {
    const now = this.clock.now();
    if (exp <= iat || exp - iat > longestLifeSeconds) throw SignatureMalformed.life();
    if (exp * second + skew < now.getTime()) throw SignatureExpired.at(now);
    if (iat * second - skew > now.getTime()) throw SignatureTooEarly.at(now);
  }

  private checkRequest({ htm, htu, bh }: Claims, { method, path, body, agrees }: SignedRequest): void {
    const bodyHash = createHash('sha256').update(body).digest('base64url');
    if (!agrees || htm !== method || htu !== `${this.config.publicUrl}${path}` || bh !== bodyHash)
      throw SignatureMismatch.ofRequest();
  }
}

function headerOf(token: string): { alg?: string; typ?: string; kid?: string } {
  try {
    return decodeProtectedHeader(token) as { alg?: string; typ?: string; kid?: string };
  } catch {
    throw SignatureMalformed.token();
  }
}

function claimsOf(token: string): Claims {
  try {
    return claims.parse(decodeJwt(token));
  } catch {
    throw SignatureMalformed.token();
  }
}
