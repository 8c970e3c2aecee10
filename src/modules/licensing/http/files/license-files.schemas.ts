import { z } from 'zod';
import { line } from '../../../../platform/http/fields.js';
import { bytes32 } from '../../application/bytes32.js';
import type { IssuedFile } from '../../application/files/issue-license-file.js';

const claims = ['organization', 'order', 'machine', 'limits'] as const;

const x25519 = bytes32('Give an X25519 public key: 32 bytes in base64url.');

export const licenseFileBody = z
  .strictObject({
    serialNumber: line(64, 'serial number').describe('As people type it.'),
    fingerprint: line(200, 'fingerprint').describe('The one that was activated.'),
    uid: line(200, 'UID').optional().describe('Of the installation; needed for claims.'),
    claims: z
      .array(z.enum(claims))
      .max(claims.length)
      .default([])
      .transform((chosen) => [...new Set(chosen)])
      .describe('What the file should say beyond what the product needs to run.'),
    encryptTo: x25519
      .optional()
      .describe('X25519 public key in base64url. With it only its holder can read the file.'),
  })
  .meta({
    id: 'LicenseFileRequest',
    description: 'An installation that wants to run without asking for a while.',
    example: { serialNumber: 'LK7Q-3M8D-X2PA-9R4T', fingerprint: '5f1c0e9d8b7a4c3e', claims: [] },
  });

const verdict = z.object({
  valid: z.boolean(),
  code: z.string(),
  detail: z.string(),
  because: z.array(z.string()),
  remedy: z.array(z.string()),
});

export const licenseFileAnswer = z
  .object({
    fileId: z.uuid(),
    file: z.string().describe('Write it to disk as it is; docs/license-files.md says how it is checked.'),
    encrypted: z.boolean(),
    issuedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().describe('Ask for the next one before.'),
    verdict,
  })
  .meta({ id: 'LicenseFile', description: 'A signed license file.' });

export function issuedFileAnswer({ file, text, verdict }: IssuedFile): z.output<typeof licenseFileAnswer> {
  return {
    fileId: file.id,
    file: text,
    encrypted: text.startsWith('-----BEGIN LATCHKEY ENCRYPTED'),
    issuedAt: file.issuedAt,
    expiresAt: file.expiresAt,
    verdict: { ...verdict, because: [...verdict.because], remedy: [...verdict.remedy] },
  };
}
