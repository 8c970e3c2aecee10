import { z } from 'zod';

const instant = z.iso.datetime();

export const session = z
  .object({
    id: z.uuid(),
    kind: z.enum(['page', 'api']).describe('page: a browser. api: a client of this API.'),
    device: z.string().describe('Browser and system in words, in the language of the request.'),
    network: z.string().nullable().describe('The beginning of the address it was opened from, like 203.0.…'),
    thisNetwork: z.boolean().describe('True when it was opened from the address of this request.'),
    signedInWith: z
      .string()
      .nullable()
      .describe('password, second-factor, passkey or first-password; null when it is not known.'),
    createdAt: instant,
    lastSeenAt: instant.describe('To the minute.'),
    expiresAt: instant.describe('The latest it can last; unused, it ends before.'),
    current: z.boolean().describe('True for the session of this request.'),
  })
  .meta({ id: 'Session', description: 'A sign-in of yours that still holds.' });

export const sessions = z.object({ items: z.array(session) });
