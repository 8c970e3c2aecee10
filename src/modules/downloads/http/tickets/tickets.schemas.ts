import { z } from 'zod';
import type { Ticket } from '../../application/tickets/ticket.js';

export const ticketShape = z
  .object({
    id: z.uuid(),
    url: z
      .url()
      .describe('Fetches the file without a token, also in ranges; it stays the same when it is renewed.'),
    expiresAt: z.iso.datetime().describe('Renew the ticket to use the address afterwards.'),
    releaseId: z.uuid(),
    artifactId: z.uuid(),
    fileName: z.string(),
    sizeBytes: z.number(),
    sha256: z.string().describe('SHA-256 of the file, lower-case hex; the ETag is the same in quotes.'),
  })
  .meta({ id: 'DownloadTicket', description: 'An address of one file that programs fetch by itself.' });

export function ticketAnswer({ id, path, expiresAt, file }: Ticket, publicUrl: string) {
  const { releaseId, id: artifactId, fileName, sizeBytes, sha256 } = file;
  const url = `${publicUrl}${path}`;
  return {
    id,
    url,
    expiresAt: expiresAt.toISOString(),
    releaseId,
    artifactId,
    fileName,
    sizeBytes,
    sha256,
  };
}
