import { z } from 'zod';
import { line, secretText } from '../../../../platform/http/fields.js';
import { email, personName, timeZone, username } from './account.schemas.js';

export const profileForm = z.strictObject({ name: personName, locale: line(20, 'language'), timeZone });
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
