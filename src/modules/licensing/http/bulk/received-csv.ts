import { InvalidInput } from '../../../../kernel/errors.js';
import { fieldIssues } from '../../../../platform/http/field-issues.js';
import type { Request } from '../../../../platform/http/request.js';
import { FileTooLarge } from '../../../../platform/storage/storage.errors.js';
import { batchForm, maxCsvBytes } from './batches.schemas.js';

/** The fields of an upload, its file as `csv`; nothing of a form that is none. @throws FileTooLarge */
export async function receivedCsv(request: Request): Promise<Record<string, unknown>> {
  const fields: Record<string, unknown> = {};
  if (!request.isMultipart()) return fields;
  let tooLarge = false;
  for await (const part of request.parts({ limits: { fileSize: maxCsvBytes, files: 1 } })) {
    if (part.type === 'field') {
      if (part.fieldname !== 'csv') fields[part.fieldname] = part.value;
      continue;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of part.file) chunks.push(chunk as Buffer);
    tooLarge ||= part.file.truncated;
    // A browser sends a file without a name and bytes where none was chosen.
    if (part.fieldname === 'csv' && chunks.length > 0) fields.csv = Buffer.concat(chunks);
  }
  if (tooLarge) throw FileTooLarge.over(maxCsvBytes);
  return fields;
}

/** The same, checked, for the API, which takes no other field. @throws InvalidInput. @throws FileTooLarge */
export async function givenBatch(request: Request) {
  const result = batchForm.strict().safeParse(await receivedCsv(request));
  if (!result.success) throw InvalidInput.of(fieldIssues(result.error.issues));
  return result.data;
}
