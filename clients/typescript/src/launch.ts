import { type Bytes, toBase64Url, utf8 } from './encoding.js';

/** An Ed25519 key pair as a JWK (RFC 8037). */
export interface PrivateKey {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  /** The public half, 32 bytes in base64url. */
  readonly x: string;
  /** The private half; whoever has it opens the portal as this installation. */
  readonly d: string;
}

/** What a signed launch says. */
export interface Launch {
  readonly portalUrl: URL | string;
  readonly serialNumber: string;
  readonly uid: string;
  readonly privateKey: PrivateKey;
  readonly now: Date;
  /** Never used before: a UUID does. */
  readonly jti: string;
}

const lifeSeconds = 120;

/** A new key pair for an installation. */
export async function newPrivateKey(): Promise<PrivateKey> {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new TypeError('This machine makes no Ed25519 key pairs.');
  const { x = '', d = '' } = await crypto.subtle.exportKey('jwk', pair.privateKey);
  return { kty: 'OKP', crv: 'Ed25519', x, d };
}

/**
 * The address that opens the portal for the person at this machine, for one click within two minutes.
 * @see docs/launch.md of the portal
 */
export async function signedLaunchUrl(launch: Launch): Promise<string> {
  return `${new URL('/launch', launch.portalUrl)}#t=${await launchToken(launch)}`;
}

/** The signed launch: a compact JWS (RFC 7515) with EdDSA over Ed25519. */
export async function launchToken(launch: Launch): Promise<string> {
  const { portalUrl, serialNumber, uid, privateKey, now, jti } = launch;
  const iat = Math.floor(now.getTime() / 1_000);
  const header = { alg: 'EdDSA', typ: 'latchkey-launch+jwt' };
  const aud = new URL(portalUrl).origin;
  const claims = { serial: serialNumber, uid, aud, iat, exp: iat + lifeSeconds, jti };
  const signed = `${encoded(header)}.${encoded(claims)}`;
  const key = await crypto.subtle.importKey('jwk', { ...privateKey }, 'Ed25519', false, ['sign']);
  const signature: Bytes = new Uint8Array(await crypto.subtle.sign('Ed25519', key, utf8(signed)));
  return `${signed}.${toBase64Url(signature)}`;
}

function encoded(value: object): string {
  return toBase64Url(utf8(JSON.stringify(value)));
}
