import { z } from 'zod';

const example =
  'eyJhbGciOiJFZERTQSIsInR5cCI6ImxhdGNoa2V5LWxhdW5jaCtqd3QifQ.eyJzZXJpYWwiOiJMSzdRLTNNOEQtWDJQQS05UjRUIn0.c2lnbmF0dXJl';

/** A launch token as the product signed it. */
export const launchBody = z
  .strictObject({
    token: z
      .string({ error: 'Open the portal from the product again.' })
      .max(2_000, 'Open the portal from the product again.')
      .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/, 'Open the portal from the product again.')
      .describe('Compact JWS, signed with the key that the installation registered; see docs/launch.md.'),
  })
  .meta({ id: 'Launch', description: 'A launch that the product signed.', example: { token: example } });
