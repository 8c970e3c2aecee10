import type { Request } from '../../../../platform/http/request.js';
import { maxCalendarBytes } from './holidays.schemas.js';

/** The file of an upload as `calendar`; nothing of a form that is none. What is too large comes one byte too large. */
export async function receivedCalendar(request: Request): Promise<{ calendar?: Buffer }> {
  if (!request.isMultipart()) return {};
  let calendar: Buffer | undefined;
  for await (const part of request.parts({ limits: { fileSize: maxCalendarBytes + 1, files: 1 } })) {
    if (part.type === 'field') continue;
    const chunks: Buffer[] = [];
    for await (const chunk of part.file) chunks.push(chunk as Buffer);
    // A browser sends a file without a name and bytes where none was chosen.
    if (part.fieldname === 'calendar' && chunks.length > 0) calendar = Buffer.concat(chunks);
  }
  return calendar ? { calendar } : {};
}
