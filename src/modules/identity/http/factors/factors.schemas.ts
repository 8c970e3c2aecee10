import { z } from 'zod';
import { line } from '../../../../platform/http/fields.js';

export const authenticatorCode = z.strictObject({
  code: line(10, 'code').describe('Six digits that the authenticator app shows now.'),
});

export const preparedAuthenticator = z
  .object({
    secret: z.string().describe('The secret in base32, to be typed.'),
    uri: z.string().describe('The same as an otpauth address, to be drawn as a QR code.'),
  })
  .meta({
    id: 'PreparedAuthenticator',
    description: 'What an authenticator app needs; it counts once enabled.',
  });

export const newRecoveryCodes = z
  .object({ recoveryCodes: z.array(z.string()).describe('Shown this once. Each works once.') })
  .meta({ id: 'RecoveryCodes', description: 'New recovery codes; the ones before stopped working.' });

export const secondFactor = z
  .object({
    authenticatorSince: z.date().nullable().describe('Null while no authenticator app is set up.'),
    passkeys: z.int(),
    recoveryCodesLeft: z.int(),
    rememberedDevices: z.int().describe('Browsers that are not asked for the second step.'),
    required: z.boolean().describe('True when your role needs a second factor.'),
  })
  .meta({ id: 'SecondFactor', description: 'What your account has beside its password.' });

export const rememberedDevices = z.object({
  items: z.array(
    z
      .object({
        id: z.uuid(),
        device: z.string().describe('Browser and system in words, in the language of the request.'),
        network: z
          .string()
          .nullable()
          .describe('The beginning of the address it was remembered from, like 203.0.…'),
        thisNetwork: z.boolean().describe('True when that is the address of this request.'),
        createdAt: z.date().describe('Since when it is not asked.'),
        expiresAt: z.date().describe('From when it is asked again; a new password or factor ends it before.'),
      })
      .meta({ id: 'RememberedDevice', description: 'A browser that is not asked for the second step.' }),
  ),
});

/** A form that is a button. */
export const noFields = z.strictObject({});
