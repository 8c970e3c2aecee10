import { z } from 'zod';
import { line, secretText } from '../../../../platform/http/fields.js';
import { passkeyAnswer, passkeyOptions } from '../passkeys/passkeys.schemas.js';
import { chosenSlug } from './chosen-slug.js';

export const serialNumber = line(64, 'serial number').describe(
  'As printed; case, spaces and dashes do not matter.',
);
export const uid = line(200, 'UID').describe(
  'The UID of an installation, from the About dialog of the product.',
);
export const login = line(254, 'e-mail address or username');
export const ticket = secretText('ticket').describe('The ticket that the step before answered.');

export const serialSignIn = z
  .strictObject({ serialNumber, uid })
  .meta({ id: 'SerialSignIn', description: 'A serial number and the UID of one of its installations.' });

export const nextStep = z
  .object({
    next: z.enum(['set-password', 'password']),
    ticket: z.string().describe('Give it to the next step within 15 minutes.'),
  })
  .meta({ id: 'SignInStep', description: 'Which step of the sign-in comes next.' });

export const setPassword = z.strictObject({ ticket, password: secretText('password') });

export const passwordSignIn = z
  .union([
    z.strictObject({ ticket, password: secretText('password') }),
    z.strictObject({ login, password: secretText('password'), slug: chosenSlug }),
  ])
  .meta({
    id: 'PasswordSignIn',
    description: 'A password, with the ticket of serial + UID or with a login.',
  });

export const mfaSignIn = z
  .union([
    z.strictObject({
      ticket,
      code: line(40, 'code').describe('Six digits of the authenticator, or a recovery code.'),
    }),
    z.strictObject({ ticket, passkey: passkeyAnswer }),
  ])
  .meta({ id: 'SecondStep', description: 'A code, or the answer of a passkey.' });

export const secondStepOf = z.strictObject({ ticket });

export const secondStepOffer = z
  .object({
    authenticator: z.boolean().describe('True when a code of the authenticator app is taken.'),
    passkey: passkeyOptions.nullable().describe('For the browser; null without a passkey that works here.'),
    elsewhere: z
      .string()
      .nullable()
      .describe('The former host name that the passkeys were made for, when none works here.'),
  })
  .meta({ id: 'SecondStepOffer', description: 'How the second step can be given; recovery codes always.' });

export const tokens = z
  .object({
    accessToken: z.string().describe('Send it as Authorization: Bearer.'),
    refreshToken: z.string().describe('Exchange it once at /api/v1/sign-in/refresh.'),
    expiresInSeconds: z.int().describe('How long the access token lasts.'),
  })
  .meta({ id: 'Tokens', description: 'A session of the API.' });

export const tokensWithCodes = tokens
  .extend({ recoveryCodes: z.array(z.string()).describe('Shown this once. Each works once.') })
  .meta({ id: 'FirstTokens', description: 'The first session of a key holder, with the recovery codes.' });

export const tokensOrMfa = z
  .union([tokens, z.object({ next: z.literal('mfa'), ticket: z.string() })])
  .meta({ id: 'TokensOrStep', description: 'A session, or the ticket for the second factor.' });

export const tokensOrNext = z
  .union([
    tokens,
    z.object({ next: z.literal('mfa'), ticket: z.string() }),
    z.object({
      next: z.literal('accept-invitation'),
      token: z.string().describe('Accept the invitation with it and a password, within 15 minutes.'),
    }),
  ])
  .meta({
    id: 'TokensOrNext',
    description: 'A session, the ticket for the second factor, or what a temporary password opens.',
  });

export const refresh = z.strictObject({ refreshToken: secretText('refresh token') });
