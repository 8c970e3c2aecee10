import { createHash, createPublicKey, type KeyObject, randomUUID, verify } from 'node:crypto';
import { system } from '../../../src/kernel/actor.js';
import { AttachArtifact } from '../../../src/modules/downloads/application/attach-artifact.js';
import { DraftRelease } from '../../../src/modules/downloads/application/draft-release.js';
import { PublishRelease } from '../../../src/modules/downloads/application/publish-release.js';
import type { SignedInMember } from '../../harness/people.js';
import type { Portal } from '../../harness/portal.js';

/** The files that a release of every updater has. */
export const everySystem = [
  ['windows', 'x64', 'Draft Setup.exe'],
  ['macos', 'arm64', 'Draft-arm.dmg'],
  ['macos', 'arm64', 'Draft-arm.zip'],
  ['macos', 'x64', 'Draft-intel.zip'],
  ['macos', 'universal', 'Draft.app.tar.gz'],
  ['linux', 'x64', 'Draft.AppImage'],
  ['linux', 'arm64', 'Draft-arm64.AppImage'],
] as const;

type Files = readonly (readonly [platform: string, architecture: string, fileName: string])[];

export interface FeedReleaseOptions {
  readonly version: string;
  readonly publishedAt?: string;
  readonly channel?: 'stable' | 'beta';
  readonly critical?: boolean;
  readonly minimumVersion?: string;
  readonly notesMarkdown?: string;
  readonly files?: Files;
}

/** The bytes of a file of these releases: its name. */
export const contentOf = (version: string, fileName: string): Buffer => Buffer.from(`${version} ${fileName}`);

/** A published release with a file for every system; the ids of the files by their names. */
export async function aFeedRelease(portal: Portal, productId: string, options: FeedReleaseOptions) {
  const {
    version,
    channel = 'stable',
    critical = false,
    minimumVersion = null,
    files = everySystem,
  } = options;
  const { notesMarkdown = '- Better', publishedAt = '2026-02-01T09:00:00Z' } = options;
  const title = `Draft ${version}`;
  const draft = { productId, version, channel, title, notesMarkdown, critical, minimumVersion };
  const releaseId = await portal.get(DraftRelease).execute(system, draft);
  const ids: Record<string, string> = {};
  for (const [platform, architecture, fileName] of files) {
    const content = contentOf(version, fileName);
    const about = { releaseId, fileName, platform, architecture, type: 'installer', content };
    ids[fileName] = await portal.get(AttachArtifact).execute(system, about);
  }
  await portal.get(PublishRelease).execute(system, { releaseId, publishedAt: new Date(publishedAt) });
  return { releaseId, ids };
}

/** The path of a feed that the member opened for the license, with its slash. */
export async function openFeed(
  member: SignedInMember,
  licenseId: string,
  channel: 'stable' | 'beta' = 'stable',
): Promise<string> {
  const name = `Updater ${randomUUID().slice(0, 4)}`;
  const { status, body } = await member.api.post(`/api/v1/licenses/${licenseId}/update-feeds`, {
    name,
    channel,
  });
  if (status !== 201) throw new Error(`Opening a feed answered ${status}.`);
  return new URL(body.url).pathname;
}

/** A release key as the portal publishes it. */
export interface PublishedKey {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly kid: string;
  readonly purpose: 'files' | 'minisign' | 'feeds' | 'lists';
  readonly minisign?: string;
  readonly retiredAt: string | null;
}

/** All release keys, the newest first. */
export async function publishedKeys(portal: Portal): Promise<readonly PublishedKey[]> {
  return (await portal.api().get('/.well-known/latchkey-release-keys.json')).body.keys;
}

export const keyObject = ({ kty, crv, x }: PublishedKey): KeyObject =>
  createPublicKey({ key: { kty, crv, x }, format: 'jwk' });

/** The one that signs for the purpose now. */
export async function keyOf(portal: Portal, purpose: PublishedKey['purpose']): Promise<PublishedKey> {
  const found = (await publishedKeys(portal)).find(
    (key) => key.purpose === purpose && key.retiredAt === null,
  );
  if (!found) throw new Error(`No key signs ${purpose}.`);
  return found;
}

/** What a signed text says, once its signature holds. */
export async function opened(portal: Portal, text: Buffer) {
  const [header = '', payload = '', signature = ''] = text.toString().split('.');
  const { kid, alg, typ } = JSON.parse(Buffer.from(header, 'base64url').toString());
  const published = (await publishedKeys(portal)).find((one) => one.kid === kid && one.purpose === 'feeds');
  const key = published && keyObject(published);
  const holds =
    key && verify(null, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'));
  if (!holds || alg !== 'EdDSA') throw new Error('The signature does not hold.');
  return { typ, says: JSON.parse(Buffer.from(payload, 'base64url').toString()) };
}

export const hexOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** An element of an XML document. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decoded(text: string): string {
  if (/&(?!(amp|lt|gt|quot|apos);)|</.test(text)) throw new Error(`Not well-formed: ${text.slice(0, 60)}`);
  return text.replace(/&(\w+);/g, (_, name: string) => entities[name] ?? '');
}

/** Reads the XML that appcasts are made of, and refuses what is not well-formed. */
export function readXml(document: string): XmlElement {
  const body = document.replace(/^<\?xml version="1.0" encoding="utf-8"\?>\s*/, '');
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const path = [root];
  const tokens = body.matchAll(/<(\/?)([\w:]+)((?:\s+[\w:]+="[^"<]*")*)\s*(\/?)>|([^<]+)|(.)/gs);
  for (const [all, closing, name = '', attributes = '', empty, text, stray] of tokens) {
    const parent = path.at(-1);
    if (!parent || stray !== undefined) throw new Error(`Not well-formed: ${all}`);
    if (text !== undefined) parent.text += decoded(text);
    else if (closing) {
      if (path.pop()?.name !== name) throw new Error(`Not well-formed: ${all}`);
    } else {
      const pairs = [...attributes.matchAll(/([\w:]+)="([^"]*)"/g)];
      const given = pairs.map(([, key = '', value = '']) => [key, decoded(value)] as const);
      const element = { name, attributes: Object.fromEntries(given), children: [], text: '' };
      parent.children.push(element);
      if (!empty) path.push(element);
    }
  }
  const [only] = root.children;
  if (path.length !== 1 || !only || root.children.length !== 1) throw new Error('Not well-formed.');
  return only;
}
