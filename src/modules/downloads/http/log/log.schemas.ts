import { z } from 'zod';
import { listing, pageCursor } from '../../../../platform/http/paging.js';
import type { LoggedDownload } from '../../application/log/list-downloads.js';

export const loggedDownload = z
  .object({
    id: z.uuid(),
    endedAt: z.iso.datetime().describe('When the last missing byte was sent.'),
    userId: z.uuid().nullable().describe('Null when an updater fetched it.'),
    person: z.string().nullable().describe('Null when the account is gone, and for an updater.'),
    releaseId: z.uuid(),
    artifactId: z.uuid(),
    productName: z.string(),
    version: z.string(),
    fileName: z.string(),
    sizeBytes: z.number(),
    sha256: z.string(),
  })
  .meta({ id: 'LoggedDownload', description: 'A download that reached the last byte.' });

export const loggedDownloads = listing(loggedDownload);

export const logPageQuery = z.object({ cursor: pageCursor });

export const logAnswer = (download: LoggedDownload) => ({
  ...download,
  endedAt: download.endedAt.toISOString(),
});
