import { z } from 'zod';
import { line, secretText } from '../../../../platform/http/fields.js';
import { login, serialNumber, uid } from './sign-in.schemas.js';

const next = z.string().max(2_000).optional();

/** The organization at whose address the form stood. Whoever is no member of it signs in as everywhere. */
export const slug = z.string().max(40).optional().catch(undefined);

const prefill = z.string().max(200).catch('');

/** What a link to the sign-in page may carry; what is malformed is left out, so the page always opens. */
export const signInAddress = z.object({
  serial: prefill,
  uid: prefill,
  next: z.string().max(2_000).optional().catch(undefined),
  expired: z.string().optional().catch(undefined),
});

export const loginForm = z.strictObject({
  login,
  password: secretText('password'),
  remember: z.literal('true').optional(),
  next,
  slug,
});

export const serialForm = z.strictObject({ serialNumber, uid, next, slug });

export const passwordForm = z.strictObject({ password: secretText('password') });

export const newPasswordForm = z
  .strictObject({ password: secretText('password'), repetition: secretText('repetition') })
  .refine(({ password, repetition }) => password === repetition, {
    path: ['repetition'],
    message: 'Type the same password twice.',
  });

export const newPasswordByLinkForm = z
  .strictObject({
    token: secretText('token of the link'),
    password: secretText('password'),
    repetition: secretText('repetition'),
  })
  .refine(({ password, repetition }) => password === repetition, {
    path: ['repetition'],
    message: 'Type the same password twice.',
  });

export const codeForm = z.strictObject({ code: line(40, 'code') });

/** What a link from a mail carries. */
export const tokenAddress = z.object({ token: z.string().max(200).catch('') });

/** Somebody with an account types their password once; somebody new twice. */
export const invitationForm = z
  .strictObject({
    token: secretText('token of the link'),
    password: secretText('password'),
    repetition: z.string().max(1_024).optional(),
    accounts: z.enum(['merge', 'apart']).optional(),
    /** The password of the account that is signed in, which is to be merged. */
    secret: z.string().max(1_024).optional(),
  })
  .refine(({ password, repetition }) => repetition === undefined || password === repetition, {
    path: ['repetition'],
    message: 'Type the same password twice.',
  });
