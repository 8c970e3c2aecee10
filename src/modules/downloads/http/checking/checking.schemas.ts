import { z } from 'zod';
import type { KnownFile } from '../../application/checking/find-known-file.js';

const remedy = 'Give the SHA-256 of the file: 64 characters, 0 to 9 and a to f.';

/** As programs print it: in any case, with the name of the file beside it. */
export const typedHash = z
  .string(remedy)
  .max(2_000, remedy)
  .transform((text) => /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/i.exec(text)?.[0].toLowerCase())
  .refine((hash) => hash !== undefined, remedy)
  .transform((hash) => hash ?? '');

/** Pages open whatever the address holds; a hash that is none is refused at its field. */
export const verifyQuery = z.object({ sha256: z.string().max(2_000).optional().catch('') });

export const checkedFile = z
  .object({
    sha256: z.string(),
    known: z.boolean().describe('Whether a published release holds exactly this file.'),
    releases: z
      .array(
        z.object({
          productName: z.string(),
          version: z.string(),
          fileName: z.string(),
          sizeBytes: z.number(),
          publishedAt: z.iso.datetime(),
          withdrawn: z.boolean().describe('The publisher took the release back: do not use it.'),
        }),
      )
      .max(10),
  })
  .meta({ id: 'CheckedFile', description: 'Which release a file is of.' });

export function checkedAnswer(sha256: string, files: readonly KnownFile[]) {
  const releases = files.map((file) => ({ ...file, publishedAt: file.publishedAt.toISOString() }));
  return { sha256, known: files.length > 0, releases };
}
