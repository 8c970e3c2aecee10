import { z } from 'zod';
import type { ImportedFile } from './imported-request.js';
import { byKey, cell, grouped, hex, type Row } from './json-file.js';
import type { OsTicketTables } from './osticket-tables.js';

const attachment = z.object({ object_id: cell, type: z.string(), file_id: cell, name: cell });
const file = z.object({ id: cell, key: cell, name: cell });
const chunk = z.object({ file_id: cell, chunk_id: cell, filedata: hex });

/** Files of osTicket's messages: within the tables, or by their keys in the folder of its plugin. */
export class OsTicketFiles {
  private readonly attached;
  private readonly files;
  private readonly chunks;

  constructor(tables: OsTicketTables) {
    // `H`: of an entry of a thread. Others belong to articles and canned replies.
    const ofEntries = tables.of('attachment', attachment).filter(({ row }) => row.type === 'H');
    this.attached = grouped(ofEntries, ({ object_id }) => object_id);
    this.files = byKey(tables.of('file', file), ({ id }) => id);
    this.chunks = grouped(tables.of('file_chunk', chunk), ({ file_id }) => file_id);
  }

  of(entryId: string): ImportedFile[] {
    return (this.attached.get(entryId) ?? []).map(({ row }) => {
      const known = this.files.get(row.file_id);
      const key = known?.key ?? '';
      return {
        name: row.name || known?.name || 'file',
        // The plugin puts each file into a folder named by the first character of its key.
        paths: key ? [key, `${key.slice(0, 1)}/${key}`] : [],
        content: contentOf(this.chunks.get(row.file_id) ?? []),
      };
    });
  }
}

function contentOf(chunks: readonly Row<z.output<typeof chunk>>[]): Buffer | null {
  if (chunks.length === 0) return null;
  const inOrder = chunks.toSorted((a, b) => Number(a.row.chunk_id) - Number(b.row.chunk_id));
  return Buffer.concat(inOrder.map(({ row }) => row.filedata));
}
