import { isSigned } from './ed25519.js';
import {
  asInstant,
  asObject,
  type Bytes,
  fromBase64,
  fromBase64Url,
  objectIn,
  textOf,
  utf8,
} from './encoding.js';
import { type KeySet, keyIn } from './key-set.js';
import { FeedRefused, type UpdateFeed, type UpdateFile } from './update-feed.js';

/** Against what a feed is checked. */
export interface FeedCheck {
  /** The release keys that the product was shipped with. */
  readonly keys: KeySet;
  /** The highest counter seen of this product; 0 before the first. */
  readonly seenCounter: number;
  /** Of the product; null takes the one that the feed names. */
  readonly productId: string | null;
  readonly now: Date;
}

interface Dated {
  readonly counter: number;
  readonly productId: string;
  readonly expiresAt: Date;
}

/**
 * Decides on `feed.jws`. Nothing in it is believed before its signature was found right.
 * @throws FeedRefused for a rollback, a freeze, another product, or anything that the key did not sign
 */
export async function verifyFeed(text: string, check: FeedCheck): Promise<UpdateFeed> {
  const feed = await signedBy(text, check.keys);
  if (feed.format !== 'latchkey-update-feed/1' || !Array.isArray(feed.releases))
    throw new FeedRefused('FEED_FORMAT_UNKNOWN');
  demandCurrent(datedIn(feed, asObject(feed.product)?.id), check);
  return feed as unknown as UpdateFeed;
}

/**
 * Decides on a document of another dialect by the `.sig` beside it, so that no parts of different states are mixed.
 * @param name as in the address: `appcast.xml`
 * @returns its counter
 * @throws FeedRefused
 */
export async function verifyDocument(
  document: { readonly name: string; readonly content: Bytes; readonly signature: string },
  check: FeedCheck,
): Promise<number> {
  const statement = await signedBy(document.signature, check.keys);
  if (statement.format !== 'latchkey-update-statement/1') throw new FeedRefused('FEED_FORMAT_UNKNOWN');
  const dated = datedIn(statement, statement.productId);
  demandCurrent(dated, check);
  const { document: named, sha256, sizeBytes } = statement;
  const isSame = named === document.name && sizeBytes === document.content.length;
  if (!isSame || sha256 !== (await hexDigest('SHA-256', document.content)))
    throw new FeedRefused('DOCUMENT_DIFFERS');
  return dated.counter;
}

/** Decides on the bytes of a file that was fetched. @throws FeedRefused */
export async function verifyUpdateFile(content: Bytes, file: UpdateFile, keys: KeySet): Promise<void> {
  const isSame = content.length === file.sizeBytes && (await hexDigest('SHA-256', content)) === file.sha256;
  const key = keyIn(keys, file.signatureKid ?? '', 'files');
  const signature = fromBase64(file.signature ?? '');
  if (!isSame || !key || signature?.length !== 64) throw new FeedRefused('FILE_DIFFERS');
  if (!(await isSigned(key.publicKey, signature, content))) throw new FeedRefused('FILE_DIFFERS');
}

async function signedBy(text: string, keys: KeySet): Promise<Readonly<Record<string, unknown>>> {
  const [header = '', payload = '', signature = '', ...more] = text.trim().split('.');
  const [headerBytes, payloadBytes, signatureBytes] = [header, payload, signature].map(fromBase64Url);
  const about = headerBytes ? objectIn(textOf(headerBytes) ?? '') : null;
  if (!about || !payloadBytes || signatureBytes?.length !== 64 || more.length > 0)
    throw new FeedRefused('FEED_CORRUPT');
  // The algorithm is ours to choose, never the sender's.
  if (about.alg !== 'EdDSA' || about.typ !== 'latchkey-update-feed') throw new FeedRefused('FEED_CORRUPT');
  // Else whatever a key of another purpose signed could be a feed.
  const key = keyIn(keys, String(about.kid), 'feeds');
  if (!key) throw new FeedRefused('FEED_KEY_UNKNOWN');
  if (!(await isSigned(key.publicKey, signatureBytes, utf8(`${header}.${payload}`))))
    throw new FeedRefused('FEED_SIGNATURE_WRONG');
  const members = objectIn(textOf(payloadBytes) ?? '');
  if (!members) throw new FeedRefused('FEED_CORRUPT');
  return members;
}

function datedIn({ counter, expiresAt }: Readonly<Record<string, unknown>>, productId: unknown): Dated {
  const end = asInstant(expiresAt);
  if (!Number.isSafeInteger(counter) || !end || typeof productId !== 'string')
    throw new FeedRefused('FEED_FORMAT_UNKNOWN');
  return { counter: Number(counter), productId, expiresAt: end };
}

function demandCurrent({ counter, productId, expiresAt }: Dated, check: FeedCheck): void {
  if (check.productId !== null && productId !== check.productId)
    throw new FeedRefused('FEED_OF_OTHER_PRODUCT');
  if (counter < check.seenCounter) throw new FeedRefused('FEED_ROLLED_BACK');
  if (expiresAt <= check.now) throw new FeedRefused('FEED_EXPIRED');
}

async function hexDigest(algorithm: string, content: Bytes): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest(algorithm, content));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
