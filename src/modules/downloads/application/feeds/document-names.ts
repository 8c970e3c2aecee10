import type { Channel } from '../../domain/release-facts.js';

export type Dialect = 'plain' | 'signed' | 'appcast' | 'electron-builder' | 'tauri';

/** What the name of a document says. */
export interface DocumentName {
  /** As in the address, without `.sig`. */
  readonly name: string;
  readonly dialect: Dialect;
  /** True for the signature beside the document. */
  readonly isSignature: boolean;
  /** Null: the one of the feed. */
  readonly channel: Channel | null;
  readonly platform: string | null;
  readonly architecture: string | null;
}

// Maps, because an object has properties that nobody wrote, such as `constructor`.
const dialects = new Map<string, Dialect>([
  ['feed.json', 'plain'],
  ['feed.jws', 'signed'],
  ['appcast.xml', 'appcast'],
  ['tauri.json', 'tauri'],
]);

const electron = /^(latest|beta)(?:-(mac|linux)(?:-(arm64|arm|ia32))?)?\.yml$/;

/** Reads the last part of an address; null for one that no feed has. */
export function documentNamed(text: string): DocumentName | null {
  const isSignature = text.endsWith('.sig');
  const name = isSignature ? text.slice(0, -'.sig'.length) : text;
  const dialect = dialects.get(name);
  const anything = { channel: null, platform: null, architecture: null };
  if (dialect) return { name, dialect, isSignature, ...anything };
  const [, file = '', system, architecture] = electron.exec(name) ?? [];
  if (file === '' || (system === 'mac' && architecture)) return null;
  return {
    name,
    dialect: 'electron-builder',
    isSignature,
    channel: file === 'beta' ? 'beta' : null,
    platform: system === 'mac' ? 'macos' : (system ?? 'windows'),
    architecture: system === 'linux' ? architectureNamed(architecture ?? 'x64') : null,
  };
}

const platforms = new Map<string, string>([
  ['windows', 'windows'],
  ['win32', 'windows'],
  ['macos', 'macos'],
  ['mac', 'macos'],
  ['darwin', 'macos'],
  ['linux', 'linux'],
]);

const architectures = new Map<string, string>([
  ['x64', 'x64'],
  ['x86_64', 'x64'],
  ['amd64', 'x64'],
  ['arm64', 'arm64'],
  ['aarch64', 'arm64'],
  ['x86', 'x86'],
  ['i686', 'x86'],
  ['ia32', 'x86'],
]);

/** The platform as releases name it, whatever an updater calls it; `other` for one that no file is for. */
export const platformNamed = (text: string): string => platforms.get(text.toLowerCase()) ?? 'other';

/** The same of architectures. */
export const architectureNamed = (text: string): string => architectures.get(text.toLowerCase()) ?? 'other';
