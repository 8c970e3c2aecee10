import { z } from 'zod';
import { id } from '../../../../platform/http/fields.js';

const channels = ['stable', 'beta'] as const;

export const subscriptionForm = z.strictObject({
  productId: id('product'),
  channel: z
    .enum(['none', ...channels], 'Choose one of the values that are offered.')
    .transform((value) => (value === 'none' ? null : value)),
});

export const subscriptionBody = z
  .strictObject({
    productId: id('product'),
    channel: z
      .enum(channels, 'Choose stable or beta.')
      .nullable()
      .describe('Null: no mails. `beta` includes stable releases.'),
  })
  .meta({ id: 'ReleaseSubscriptionChoice', description: 'Which new releases of a product you are told of.' });

export const subscriptionList = z
  .object({
    items: z.array(
      z.object({
        productId: z.uuid(),
        productName: z.string(),
        channel: z.enum(channels).nullable(),
      }),
    ),
  })
  .meta({ id: 'ReleaseSubscriptionList', description: 'Your products, by name.' });

// What is no token is not found, like a token that is not ours.
export const tokenQuery = z.object({ token: z.string().max(200).catch('') });
export const tokenForm = z.strictObject({ token: z.string().max(200) });
