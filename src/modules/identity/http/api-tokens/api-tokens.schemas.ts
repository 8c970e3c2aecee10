import { z } from 'zod';
import { line } from '../../../../platform/http/fields.js';
import { apiTokenStates } from '../../application/api-tokens/list-api-tokens.js';

export const tokenName = line(60, 'name').describe('Where it is used, like Nightly export.');

const days = z
  .int('Use a whole number from 1 to 365.')
  .min(1, 'Use a whole number from 1 to 365.')
  .max(365, 'Use a whole number from 1 to 365.')
  .describe('Days until it expires.');

const hours = z
  .int('Use a whole number from 0 to 168.')
  .min(0, 'Use a whole number from 0 to 168.')
  .max(168, 'Use a whole number from 0 to 168.');

export const scopes = z
  .array(line(40, 'permission'), 'Choose at least one permission.')
  .min(1, 'Choose at least one permission.')
  .max(50, 'Choose only permissions that you have yourself.');

export const networks = z
  .array(z.string(), 'Use addresses or networks, like 203.0.113.7 or 2001:db8::/32.')
  .max(20, 'Use at most 20 networks.');

export const newApiToken = z
  .strictObject({
    name: tokenName,
    scopes: scopes
      .describe(
        'Permissions, of those that /api/v1/me lists. Of them it has those that you have at the time.',
      )
      .meta({ examples: [['licenses.read', 'downloads.read']] }),
    networks: networks
      .describe('Addresses or networks in CIDR notation that it works from; empty for everywhere.')
      .meta({ examples: [['203.0.113.0/24']] })
      .default([]),
    expiresInDays: days.default(90),
  })
  .meta({ id: 'NewApiToken', description: 'The API token to make.' });

export const rotation = z
  .strictObject({
    overlapHours: hours.describe('How long the token before works on.').default(24),
    expiresInDays: days.default(90),
  })
  .meta({ id: 'ApiTokenRotation', description: 'How the new token takes the place of the one before.' });

const instant = z.iso.datetime();

export const apiToken = z
  .object({
    id: z.uuid(),
    name: z.string(),
    prefix: z.string().describe('How the token begins.'),
    scopes: z.array(z.string()),
    networks: z.array(z.string()),
    state: z.enum(apiTokenStates).describe('replaced: rotated, and works until it expires.'),
    createdAt: instant,
    expiresAt: instant,
    lastUsedAt: instant.nullable().describe('To the minute.'),
    lastUsedNetwork: z.string().nullable().describe('The address it was used from last.'),
  })
  .meta({ id: 'ApiToken', description: 'An API token, without its secret.' });

export const apiTokens = z.object({ items: z.array(apiToken) });

export const shownOnce = apiToken
  .extend({ token: z.string().describe('The token in full. It is shown only this once.') })
  .meta({ id: 'NewlyMadeApiToken', description: 'A new API token with its secret.' });
