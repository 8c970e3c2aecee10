import { z } from 'zod';
import { line, secretText } from '../../../../platform/http/fields.js';
import { optionalMailKinds } from '../../../../platform/ports/mail-kinds.js';
import { company, email, personName, phone, postalAddress, timeZone, username } from './account.schemas.js';

// An empty field clears; one that the page does not have stays.
const clearable = (field: z.ZodType<string, string>) =>
  z
    .string()
    .transform((text) => (text.trim() === '' ? null : text))
    .pipe(field.nullable())
    .optional();

export const profileForm = z.strictObject({
  name: personName,
  locale: line(20, 'language'),
  timeZone,
  phone: clearable(phone),
  company: clearable(company),
  postalAddress: clearable(postalAddress),
});

/** A ticked box per kind of mail. */
export const mailsForm = z.strictObject(
  Object.fromEntries(optionalMailKinds.map((kind) => [kind, z.literal('true').optional()])),
);

export const usernameForm = z.strictObject({ username });
export const emailForm = z.strictObject({ email });

export const changePasswordForm = z
  .strictObject({
    currentPassword: secretText('current password'),
    newPassword: secretText('new password'),
    repetition: secretText('repetition'),
  })
  .refine(({ newPassword, repetition }) => newPassword === repetition, {
    path: ['repetition'],
    message: 'Type the same password twice.',
  });
