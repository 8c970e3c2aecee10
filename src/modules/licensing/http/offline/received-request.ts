import type { MultipartFile } from '@fastify/multipart';
import type { Request } from '../../../../platform/http/request.js';
import { FileTooLarge } from '../../../../platform/storage/storage.errors.js';
import { maxRequestBytes } from './offline.schemas.js';

/** The fields of the form, the file's text as `request`. A form without a file comes as any other. @throws FileTooLarge */
export async function receivedRequest(request: Request): Promise<Record<string, unknown>> {
  if (!request.isMultipart()) return { ...(request.body as object | undefined) };
  const fields: Record<string, unknown> = {};
  let tooLarge = false;
  for await (const part of request.parts({ limits: { fileSize: maxRequestBytes, files: 1 } })) {
    if (part.type === 'field') fields[part.fieldname] = part.value;
    else {
      fields.request = await textOf(part);
      tooLarge = part.file.truncated;
    }
  }
  if (tooLarge) throw FileTooLarge.over(maxRequestBytes);
  return fields;
}

async function textOf({ file }: MultipartFile): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of file) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
