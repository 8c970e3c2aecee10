import { z } from 'zod';
import { secretText } from '../../../../platform/http/fields.js';
import { listing } from '../../../../platform/http/paging.js';

export const securityEvents = listing(
  z.object({
    id: z.uuid(),
    at: z.iso.datetime(),
    action: z
      .string()
      .describe('What happened, e.g. identity.signed-in.')
      .meta({ examples: ['identity.signed-in'] }),
    outcome: z.enum(['done', 'refused']),
    by: z
      .enum(['you', 'somebody', 'staff', 'visitor', 'portal'])
      .describe('Who did it. A sign-in is done by a visitor: nobody is signed in before it.'),
    description: z.string().describe('What happened, in your language.'),
    device: z.string().nullable().describe('The device in words, e.g. Firefox, Windows.'),
    network: z.string().nullable().describe('The address that it came from, for 90 days.'),
  }),
).meta({ id: 'SecurityEvents', description: 'What happened to your account, the newest first.' });

export const intrusionReport = z
  .strictObject({ token: secretText('token of the link') })
  .meta({ id: 'IntrusionReport', description: 'The token of the link in the notice.' });
