import { createHash } from 'node:crypto';
import { z } from 'zod';
import { instant, line } from '../../../../platform/http/fields.js';
import type { Machine } from '../../domain/installation.js';
import { OfflineRequestForged, OfflineRequestUnreadable } from '../../domain/offline.errors.js';
import { readRequestCode, serialTagOf } from '../../domain/request-code.js';
import { parseSerialNumber, type SerialNumber } from '../../domain/serial-number.js';
import { isSignedBy, objectIn, readSigned } from '../../domain/signed-payload.js';
import { bytes32 } from '../bytes32.js';

/** What a person brings from a machine without internet: the file's text, or the code and a name for the machine. */
export type Brought =
  | { readonly request: string }
  | { readonly code: string; readonly machineName: string | null };

/** A request, as file or as code. */
export interface OfflineRequest {
  readonly kind: 'activate' | 'refresh' | 'deactivate';
  readonly isFor: (serialNumber: SerialNumber) => boolean;
  /** Of the machine; a code knows its tag only. */
  readonly fingerprint: { readonly whole: string } | { readonly tag: string };
  readonly machine: Omit<Machine, 'fingerprint'> | { readonly name: string | null };
  /** What the request was signed with; null for a code, which is not signed. */
  readonly publicKey: Buffer | null;
  /** X25519; null: the file stays readable. */
  readonly encryptTo: Buffer | null;
  /** The newest file that the machine has; a receipt names it. */
  readonly fileId: string | null;
  readonly nonce: string;
  /** Two requests of one nonce are one when it is the same. */
  readonly digest: Buffer;
}

const key = bytes32('Give 32 bytes in base64url.');

const payload = z.strictObject({
  format: z.literal(1),
  kind: z.enum(['activate', 'refresh', 'deactivate']),
  serialNumber: line(64),
  fingerprint: line(200),
  name: line(100),
  platform: line(60),
  version: line(60),
  cores: z.int().min(1).max(100_000).optional(),
  users: z.int().min(0).max(1_000_000).optional(),
  publicKey: key,
  encryptTo: key.optional(),
  fileId: z.uuid().optional(),
  nonce: z.string().regex(/^[A-Za-z0-9_-]{22,64}$/),
  // Told for people. The clock of such a machine may be years off, so nothing depends on it.
  createdAt: instant,
});

/** @throws OfflineRequestUnreadable, OfflineRequestForged */
export function readRequest(brought: Brought): OfflineRequest {
  return 'request' in brought ? ofFile(brought.request) : ofCode(brought.code, brought.machineName);
}

function ofFile(text: string): OfflineRequest {
  const signed = readSigned('REQUEST', text.trim());
  const read = signed && payload.safeParse(objectIn(signed.payload.toString('utf8')));
  if (!signed || !read?.success) throw OfflineRequestUnreadable.file();
  const { kind, serialNumber, fingerprint, publicKey, encryptTo = null, fileId = null, nonce } = read.data;
  if (!isSignedBy('latchkey request v1', signed, publicKey)) throw OfflineRequestForged.signature();
  const { name, platform, version, cores, users } = read.data;
  return {
    kind,
    isFor: (serial) => parseSerialNumber(serialNumber) === serial,
    fingerprint: { whole: fingerprint },
    machine: { name, platform, version, cores: cores ?? null, users: users ?? null },
    publicKey,
    encryptTo,
    fileId,
    nonce,
    digest: createHash('sha256').update(signed.payload).digest(),
  };
}

function ofCode(typed: string, machineName: string | null): OfflineRequest {
  const code = readRequestCode(typed);
  if (!code) throw OfflineRequestUnreadable.code();
  const { kind, serialTag, fingerprintTag, nonce } = code;
  return {
    kind,
    isFor: (serial) => serialTagOf(serial) === serialTag,
    fingerprint: { tag: fingerprintTag },
    machine: { name: machineName },
    publicKey: null,
    encryptTo: null,
    fileId: null,
    // Apart from the nonces of files, and of one machine: six symbols alone are few.
    nonce: `code:${fingerprintTag}:${nonce}`,
    digest: createHash('sha256').update(JSON.stringify(code)).digest(),
  };
}
