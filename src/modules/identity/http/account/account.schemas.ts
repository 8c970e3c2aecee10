import { z } from 'zod';
import { line, secretText } from '../../../../platform/http/fields.js';
import { login, serialNumber, uid } from '../signing-in/sign-in.schemas.js';

const isTimeZone = (text: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
};

export const personName = line(120, 'name');
export const timeZone = line(60, 'time zone').refine(
  isTimeZone,
  'Use an IANA time zone, like Europe/Berlin.',
);
export const email = line(254, 'e-mail address');
export const username = line(32, 'username').describe(
  '3 to 32 of the letters A to Z, digits and the underscore.',
);

export const me = z
  .object({
    id: z.uuid(),
    name: z.string(),
    username: z.string().nullable(),
    email: z.string().nullable(),
    emailVerified: z.boolean(),
    organization: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    role: z.string().describe('A role of a member, key-holder, or a role of staff.'),
    permissions: z.array(z.string()),
    provisional: z
      .boolean()
      .describe('True until the claim of the license is proved; then no data are reached.'),
    locale: z.string().nullable(),
    timeZone: z.string(),
    staff: z.boolean(),
  })
  .meta({ id: 'Me', description: 'The person who is signed in, and what they may do.' });

export const profile = z
  .strictObject({
    name: personName.optional(),
    locale: line(20, 'language').describe('One of the shipped languages, like de.').optional(),
    timeZone: timeZone.optional(),
  })
  .meta({ id: 'Profile', description: 'What to change; what is left out stays.' });

export const usernameChange = z.strictObject({ username });
export const passwordChange = z.strictObject({
  currentPassword: secretText('current password'),
  newPassword: secretText('new password'),
});
export const emailChange = z.strictObject({ email });
export const tokenOnly = z.strictObject({ token: secretText('token of the link') });

export const resetRequest = z.union([z.strictObject({ login }), z.strictObject({ serialNumber, uid })]).meta({
  id: 'PasswordResetRequest',
  description: 'Who asks: an e-mail address or username, or serial + UID.',
});

export const passwordByLink = z.strictObject({
  token: secretText('token of the link'),
  password: secretText('password'),
});

export const claimCode = z.strictObject({
  code: line(40, 'code').describe(
    'Eight digits from the mail to the contact, or the claim code of the invoice.',
  ),
});
