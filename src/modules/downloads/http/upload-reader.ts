import type { MultipartFile } from '@fastify/multipart';
import type { z } from 'zod';
import { InvalidInput } from '../../../kernel/errors.js';
import { expectLongBody } from '../../../platform/http/body-pace.js';
import { fieldIssues } from '../../../platform/http/field-issues.js';
import type { Request } from '../../../platform/http/request.js';
import { FileTooLarge } from '../../../platform/storage/storage.errors.js';
import { maxArtifactBytes } from '../application/attach-artifact.js';
import { uploadForm } from './releases.schemas.js';

/** What came with the file. */
export interface Upload extends z.output<typeof uploadForm> {
  readonly fileName: string;
  readonly content: MultipartFile['file'];
}

/**
 * Reads the upload form as it streams: the fields stand before the file, which `use` consumes.
 * @throws InvalidInput for wrong fields, no file, or a file without a usable name; FileTooLarge
 */
export async function readUpload<Made>(
  request: Request,
  use: (upload: Upload) => Promise<Made>,
): Promise<Made> {
  if (!request.isMultipart()) throw InvalidInput.field('file', 'Choose a file.');
  expectLongBody(request);
  const fields: Record<string, unknown> = {};
  let received: { readonly made: Made } | null = null;
  for await (const part of request.parts({ limits: { fileSize: maxArtifactBytes, files: 1 } })) {
    if (part.type === 'field') {
      if (part.fieldname !== '_csrf') fields[part.fieldname] = part.value;
      continue;
    }
    try {
      const upload = { ...fieldsOf(fields), fileName: fileNameOf(part.filename), content: part.file };
      received = { made: await use(upload) };
    } finally {
      // What was refused is still read to its end, or the browser would never see the answer.
      part.file.resume();
    }
    if (part.file.truncated) throw FileTooLarge.over(maxArtifactBytes);
  }
  if (!received) throw InvalidInput.field('file', 'Choose a file.');
  return received.made;
}

function fieldsOf(fields: object): z.output<typeof uploadForm> {
  const result = uploadForm.safeParse(fields);
  if (!result.success) throw InvalidInput.of(fieldIssues(result.error.issues));
  return result.data;
}

// Some browsers send the whole path. The name is only ever shown and offered, never a path here.
export function fileNameOf(given: string | undefined): string {
  const name = (given ?? '').split(/[/\\]/).at(-1)?.replace(/\p{C}/gu, '').trim() ?? '';
  if (name === '' || name === '.' || name === '..') throw InvalidInput.field('file', 'Choose a file.');
  if (name.length > 200)
    throw InvalidInput.field('file', 'Rename the file: its name may have 200 characters.');
  return name;
}
