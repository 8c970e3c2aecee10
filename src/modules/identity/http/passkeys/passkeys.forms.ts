import { z } from 'zod';
import { line } from '../../../../platform/http/fields.js';
import { slug } from '../signing-in/sign-in.forms.js';
import { cameFrom, importantAction } from '../step-up/step-up.schemas.js';
import { newPasskeyAnswer, passkeyAnswer, passkeyName } from './passkeys.schemas.js';

/** An answer that our script put into a hidden field. */
const fromJson = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .string()
    .max(40_000)
    .transform((text, ctx): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        ctx.addIssue({ code: 'custom', message: 'Use the button, and confirm on your device.' });
        return z.NEVER;
      }
    })
    .pipe(schema);

const next = z.string().max(2_000).optional();

export const newPasskeyForm = z.strictObject({ name: passkeyName, answer: fromJson(newPasskeyAnswer) });
export const passkeyNameForm = z.strictObject({ name: passkeyName });
export const secondStepForm = z.strictObject({
  code: line(40, 'code'),
  rememberDevice: z.literal('true').optional(),
});
export const secondStepPasskeyForm = z.strictObject({ answer: fromJson(passkeyAnswer) });
export const passkeyStepUpForm = z.strictObject({
  action: importantAction,
  next: z.string().max(2_000).catch('/account'),
  back: cameFrom,
  answer: fromJson(passkeyAnswer),
});
export const passkeySignInForm = z.strictObject({ answer: fromJson(passkeyAnswer), next, slug });
