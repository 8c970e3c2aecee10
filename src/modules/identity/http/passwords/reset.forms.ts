import { z } from 'zod';
import { line, secretText } from '../../../../platform/http/fields.js';
import { login, serialNumber, uid } from '../signing-in/sign-in.schemas.js';

export const forgottenAddress = z.object({ login: z.string().max(254).catch('') });

/** Two forms on one page: by address or username, and by serial number + UID. */
export const forgottenForm = z.discriminatedUnion('entry', [
  z.strictObject({ entry: z.literal('login'), login }),
  z.strictObject({ entry: z.literal('serial'), serialNumber, uid }),
]);

const optional = (max: number) => z.string().trim().max(max).default('');

/** Either a login, or serial number and UID; with the recovery code and the new password. */
export const recoverForm = z
  .strictObject({
    login: optional(254),
    serialNumber: optional(64),
    uid: optional(200),
    code: line(40, 'code'),
    password: secretText('password'),
    repetition: secretText('repetition'),
  })
  .refine(
    ({ login: typed, serialNumber: serial, uid: secret }) => typed !== '' || (serial !== '' && secret !== ''),
    {
      path: ['login'],
      message: 'Enter your e-mail address or username.',
    },
  )
  .refine(({ password, repetition }) => password === repetition, {
    path: ['repetition'],
    message: 'Type the same password twice.',
  });
