import { z } from 'zod';
import { line } from '../../../../platform/http/fields.js';
import type { OfflineAnswer } from '../../application/offline/answer-offline.js';

/** More than any request has; a larger file is none. */
export const maxRequestBytes = 65_536;

const request = z
  .string({ error: 'Choose the request file, or type the code.' })
  .min(1, 'Choose the request file, or type the code.')
  .max(maxRequestBytes, 'This is not a whole request file.');

const code = line(64, 'code');
const machineName = line(100, 'name');

const one = { error: 'Give either the request file or the code.', path: ['request'] };
const exactlyOne = (body: { readonly request?: unknown; readonly code?: unknown }): boolean =>
  (body.request === undefined) !== (body.code === undefined);

export const offlineBody = z
  .strictObject({
    request: request.optional().describe('The whole text of the request file.'),
    code: code.optional().describe('The code that the product shows instead, as people type it.'),
    machineName: machineName.optional().describe('What people call the machine; with a code only.'),
  })
  .refine(exactlyOne, one)
  .meta({
    id: 'OfflineRequest',
    description: 'What a machine without internet asks for, as file or as code.',
    example: { code: '1K7Q-3M8D-X2PA-9R4T-0A1B-2C3D-4E5F', machineName: 'Lab 3' },
  });

const emptyIsMissing = (value: unknown): unknown => (value === '' ? undefined : value);

/** The same from a form, whose empty fields are there. */
export const offlineForm = z
  .object({
    request: z.preprocess(emptyIsMissing, request.optional()),
    code: z.preprocess(emptyIsMissing, code.optional()),
    machineName: z.preprocess(emptyIsMissing, machineName.optional()),
  })
  .refine(({ request: file, code: typed }) => file !== undefined || typed !== undefined, {
    error: 'Choose the request file, or type the code.',
    path: ['request'],
  })
  .refine(({ request: file, code: typed }) => file === undefined || typed === undefined, one);

export const offlineAnswer = z
  .object({
    kind: z.enum(['activate', 'refresh', 'deactivate']),
    installationId: z.uuid(),
    file: z
      .object({ id: z.uuid(), text: z.string(), expiresAt: z.iso.datetime() })
      .nullable()
      .describe('The license file to carry to the machine; null for a receipt, which frees the place.'),
    repeated: z.boolean().describe('True when the same request had come before.'),
  })
  .meta({ id: 'OfflineAnswer', description: 'What a machine without internet gets.' });

/** What was brought, from either shape. */
export function broughtIn(body: z.output<typeof offlineBody>) {
  const { request: file, code: typed = '', machineName: name = null } = body;
  return file === undefined ? { code: typed, machineName: name } : { request: file };
}

export function offlineAnswerOf(answer: OfflineAnswer): z.output<typeof offlineAnswer> {
  const { id, kind, installationId, file: text, fileEndsAt, repeated } = answer;
  const file = text !== null && fileEndsAt ? { id, text, expiresAt: fileEndsAt.toISOString() } : null;
  return { kind, installationId, file, repeated };
}
