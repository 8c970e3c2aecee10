import { z } from 'zod';
import { line, multiline, secretText } from '../../../../platform/http/fields.js';
import type { OptionalMailKind } from '../../../../platform/ports/mail-kinds.js';
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

// Everybody writes numbers in their own way; what no number has is refused.
export const phone = line(40, 'phone number').regex(
  /^\+?[\d ()./-]*\d[\d ()./-]*$/,
  'Use digits, spaces and + ( ) / . - only.',
);
export const company = line(160, 'company');
export const postalAddress = multiline(500, 'postal address').refine(
  (text) => !/[^\P{Cc}\n]/u.test(text),
  'Use printable characters only.',
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
    phone: z.string().nullable(),
    company: z.string().nullable(),
    postalAddress: z.string().nullable().describe('Several lines.'),
    staff: z.boolean(),
  })
  .meta({ id: 'Me', description: 'The person who is signed in, and what they may do.' });

export const profile = z
  .strictObject({
    name: personName.optional(),
    locale: line(20, 'language').describe('One of the shipped languages, like de.').optional(),
    timeZone: timeZone.optional(),
    phone: phone.nullable().optional(),
    company: company.nullable().optional(),
    postalAddress: postalAddress.nullable().optional(),
  })
  .meta({ id: 'Profile', description: 'What to change; what is left out stays, and null clears.' });

const sent = (what: string) =>
  z.boolean('Say true or false.').describe(`Whether ${what} are sent to you by e-mail.`);

export const mailChoice = z
  .strictObject({
    replies: sent('answers to your requests'),
    confirmations: sent('confirmations of new requests'),
    invoices: sent('invoices'),
    reminders: sent('reminders of licenses, updates and API tokens that are about to end'),
  } satisfies Record<OptionalMailKind, z.ZodType>)
  .meta({ id: 'MailChoice', description: 'The mails that one can do without; all others are always sent.' });

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

const byRecoveryCode = {
  code: line(40, 'code').describe('One of the recovery codes, unused; dashes and case do not matter.'),
  password: secretText('password').describe('The new one.'),
};

export const passwordByRecoveryCode = z
  .union([
    z.strictObject({ login, ...byRecoveryCode }),
    z.strictObject({ serialNumber, uid, ...byRecoveryCode }),
  ])
  .meta({
    id: 'PasswordByRecoveryCode',
    description: 'Who asks, as for a mailed link, with a recovery code and the new password.',
  });

export const invitationByLink = passwordByLink.extend({
  accounts: z
    .enum(['merge', 'apart'], 'Choose merge or apart.')
    .optional()
    .describe(
      'Signed in as the key holder of a license: merge makes that account part of the one that joins; apart, or ' +
        'nothing, keeps both. Merging needs a fresh proof of the action merge-accounts.',
    ),
});

export const claimCode = z.strictObject({
  code: line(40, 'code').describe(
    'Eight digits from the mail to the contact, or the claim code of the invoice.',
  ),
});
