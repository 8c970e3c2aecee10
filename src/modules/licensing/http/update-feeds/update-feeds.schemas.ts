import { z } from 'zod';
import { line } from '../../../../platform/http/fields.js';
import type { LicenseFeeds } from '../../application/update-feeds/list-update-feeds.js';
import type { OpenedFeed } from '../../application/update-feeds/open-update-feed.js';

const channels = ['stable', 'beta'] as const;

const channel = z.enum(channels, 'Choose stable or beta.');

export const feedForm = z.strictObject({ name: line(100, 'name'), channel });

export const feedBody = z
  .strictObject({
    name: line(100, 'name').describe('What tells people which updater uses it.'),
    channel: channel.default('stable').describe('`beta` offers stable releases as well.'),
  })
  .meta({
    id: 'UpdateFeedRequest',
    description: 'An address for updaters.',
    example: { name: 'Studio macOS', channel: 'stable' },
  });

export const machineFeedBody = z
  .strictObject({
    serialNumber: line(64, 'serial number').optional().describe('Needed unless the request is signed.'),
    fingerprint: line(200, 'fingerprint').optional().describe('Needed unless the request is signed.'),
    uid: line(200, 'UID')
      .optional()
      .describe('Needed for a machine with a key, unless the request is signed.'),
    channel: channel.default('stable').describe('`beta` offers stable releases as well.'),
  })
  .meta({
    id: 'MachineUpdateFeedRequest',
    description: 'The address of the updates of this machine.',
    example: { serialNumber: 'LK7Q-3M8D-X2PA-9R4T', fingerprint: '5f1c0e9d8b7a4c3e', channel: 'stable' },
  });

const id = z.uuid();

export const openedFeed = z
  .object({
    id,
    url: z
      .string()
      .describe(
        'Shown this once. Below it are `feed.json`, `appcast.xml`, `latest.yml`, `tauri.json`; keep it secret.',
      ),
    channel,
  })
  .meta({ id: 'UpdateFeedOpened', description: 'The secret address of a feed.' });

export const feedList = z
  .object({
    items: z.array(
      z.object({
        id,
        name: z.string(),
        installationId: id.nullable().describe('The machine that asked for it; null when a person made it.'),
        channel,
        createdAt: z.iso.datetime(),
        createdBy: z.string().nullable(),
      }),
    ),
  })
  .meta({
    id: 'UpdateFeeds',
    description: 'The update feeds of a license that answer, without their secret.',
  });

export function openedAnswer({ id: feedId, token, channel: offers }: OpenedFeed, publicUrl: string) {
  return { id: feedId, url: `${publicUrl}/updates/${token}/`, channel: offers };
}

export function listAnswer({ feeds }: LicenseFeeds) {
  return { items: feeds.map((feed) => ({ ...feed, createdAt: feed.createdAt.toISOString() })) };
}
