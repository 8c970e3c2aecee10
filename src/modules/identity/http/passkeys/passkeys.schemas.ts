import { z } from 'zod';
import { line } from '../../../../platform/http/fields.js';
import { chosenSlug } from '../signing-in/chosen-slug.js';
import { importantAction } from '../step-up/step-up.schemas.js';

const bytes = (max: number) =>
  z
    .string('Give the bytes as base64url.')
    .min(1, 'Give the bytes as base64url.')
    .max(max, `Use at most ${max} characters.`)
    .regex(/^[A-Za-z0-9_-]+$/, 'Give the bytes as base64url.');

const credential = {
  id: bytes(1_400),
  rawId: bytes(1_400),
  type: z.literal('public-key'),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
  clientExtensionResults: z.looseObject({}).default({}),
};

const transports = z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']);

/** What `navigator.credentials.create()` gave, as JSON. @see https://www.w3.org/TR/webauthn-3/#dictdef-registrationresponsejson */
export const newPasskeyAnswer = z
  .strictObject({
    ...credential,
    response: z.strictObject({
      clientDataJSON: bytes(4_000),
      attestationObject: bytes(20_000),
      authenticatorData: bytes(8_000).optional(),
      transports: z.array(transports).max(8).optional(),
      publicKeyAlgorithm: z.int().optional(),
      publicKey: bytes(4_000).optional(),
    }),
  })
  .meta({ id: 'NewPasskeyAnswer', description: 'A new public key credential, as RegistrationResponseJSON.' });

/** What `navigator.credentials.get()` gave, as JSON. */
export const passkeyAnswer = z
  .strictObject({
    ...credential,
    response: z.strictObject({
      clientDataJSON: bytes(4_000),
      authenticatorData: bytes(8_000),
      signature: bytes(2_000),
      userHandle: bytes(100).optional(),
    }),
  })
  .meta({ id: 'PasskeyAnswer', description: 'The answer of a passkey, as AuthenticationResponseJSON.' });

export const passkeyName = line(60, 'name');

export const newPasskey = z.strictObject({ name: passkeyName, answer: newPasskeyAnswer });
export const passkeyRename = z.strictObject({ name: passkeyName });
export const passkeyStepUp = z.strictObject({ action: importantAction, answer: passkeyAnswer });
export const passkeySignIn = z.strictObject({ answer: passkeyAnswer, slug: chosenSlug });

export const passkey = z
  .object({
    id: z.uuid(),
    name: z.string(),
    createdAt: z.date(),
    lastUsedAt: z.date().nullable(),
    elsewhere: z
      .string()
      .nullable()
      .describe(
        'The host name it was made for, when that is not the portal’s any more; it does not work then.',
      ),
  })
  .meta({ id: 'Passkey', description: 'One of your passkeys.' });

export const passkeys = z.object({ items: z.array(passkey) });

export const addedPasskey = z
  .object({
    id: z.uuid(),
    recoveryCodes: z.array(z.string()).describe('Ten new ones where you had none left; shown this once.'),
  })
  .meta({ id: 'AddedPasskey', description: 'The new passkey.' });

export const passkeyOptions = z
  .looseObject({ challenge: z.string().describe('To be signed once, within ten minutes.') })
  .meta({
    id: 'PasskeyOptions',
    description:
      'Give it to the browser: PublicKeyCredential.parseCreationOptionsFromJSON or parseRequestOptionsFromJSON.',
  });
