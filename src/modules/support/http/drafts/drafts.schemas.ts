import { z } from 'zod';
import { isId } from '../../../../kernel/ids.js';
import type { Draft } from '../../application/drafts/show-draft.js';

const most = 100_000;

// A draft may be longer than what can be sent: nobody loses text to a limit before the moment of sending.
const text = z
  .string('Use text.')
  .max(40_000, 'Use at most 40,000 characters.')
  .refine((typed) => !typed.includes('\u0000') && typed.isWellFormed(), 'Use printable characters only.');
const fields = z
  .record(z.string().regex(/^[A-Za-z0-9.-]{1,80}$/, 'Use the names of the form.'), text)
  .refine((all) => JSON.stringify(all).length <= most, `Keep at most ${most} characters.`);

export const draftChange = z
  .strictObject({ fields })
  .meta({ id: 'DraftChange', examples: [{ fields: { body: 'It stops at' } }] });
export const deskDraftChange = z
  .strictObject({
    fields: z.strictObject({
      body: text,
      visibility: z.enum(['public', 'internal'], 'Use "public" for a reply or "internal" for a note.'),
    }),
  })
  .meta({
    id: 'DeskDraftChange',
    examples: [{ fields: { body: 'Please try', visibility: 'public' } }],
  });
export const draft = z
  .object({
    draft: z
      .object({ fields: z.record(z.string(), z.string()), savedAt: z.iso.datetime() })
      .nullable()
      .describe('What you typed and did not send, by the names of the form; null: nothing.'),
  })
  .meta({ id: 'Draft' });

export function draftAnswer(kept: Draft | null): z.output<typeof draft> {
  return { draft: kept && { fields: { ...kept.fields }, savedAt: kept.savedAt.toISOString() } };
}

const notTyped = new Set(['_csrf', 'submissionId', 'attachments']);

/** What a form holds; what is no text of it is left out. */
export const draftForm = z.record(z.string(), z.unknown()).transform((form, context) => {
  const typed = Object.entries(form).filter(
    ([name, value]) => !notTyped.has(name) && !name.startsWith('upload.') && typeof value === 'string',
  );
  const checked = fields.safeParse(Object.fromEntries(typed));
  const { submissionId } = form;
  const id = typeof submissionId === 'string' && isId(submissionId) ? submissionId.toLowerCase() : null;
  if (checked.success) return { fields: checked.data, submissionId: id };
  for (const { message, path } of checked.error.issues)
    context.addIssue({ code: 'custom', message, path: path.slice(0, 1) });
  return z.NEVER;
});

/** The same of an agent's form: which macro it began with, and what was the newest message then, is no text. */
export const deskDraftForm = draftForm.transform(({ fields: { body = '', visibility }, submissionId }) => ({
  fields: { body, visibility: visibility === 'internal' ? 'internal' : 'public' },
  submissionId,
}));
