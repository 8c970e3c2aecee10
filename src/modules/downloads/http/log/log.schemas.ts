import { z } from 'zod';
import { listing, listQuery, pageCursor } from '../../../../platform/http/paging.js';
import type { LoggedDownload } from '../../application/log/download-log.js';

export const loggedDownload = z
  .object({
    id: z.uuid(),
    endedAt: z.iso.datetime().describe('When the last missing byte was sent, or when it was handed over.'),
    userId: z.uuid().nullable().describe('Null when an updater fetched it.'),
    person: z.string().nullable().describe('Null when the account is gone, and for an updater.'),
    releaseId: z.uuid(),
    artifactId: z.uuid(),
    productId: z.uuid(),
    productName: z.string(),
    version: z.string(),
    fileName: z.string(),
    sizeBytes: z.number(),
    sha256: z.string(),
    delivery: z
      .enum(['completed', 'handed-over'])
      .describe(
        '`handed-over`: a download server or the storage was asked to send the whole file; how much of it arrived is not known.',
      ),
    yankedAt: z.iso.datetime().nullable().describe('When the release was withdrawn.'),
  })
  .meta({
    id: 'LoggedDownload',
    description: 'A download that reached the last byte, or that was handed over whole.',
  });

export const loggedDownloads = listing(loggedDownload);

export const staffLogQuery = z.strictObject({
  ...listQuery.shape,
  userId: z.uuid().optional().describe('Only what this person downloaded.'),
});

export const logPageQuery = z.object({ cursor: pageCursor });

export const logAnswer = (download: LoggedDownload) => ({
  ...download,
  endedAt: download.endedAt.toISOString(),
  yankedAt: download.yankedAt?.toISOString() ?? null,
});
