import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';
import { FileInfected, TooLargeToScan } from '../../../../platform/scanning/scanning.errors.js';
import type { StoredAttachment } from '../../domain/stored-attachment.js';
import { AttachmentTooLarge, AttachmentTypeRefused } from '../../domain/ticket.errors.js';
import { attachmentType, headBytes } from '../attachment-type.js';
import { AttachmentUploads, cleanName } from '../attachment-uploads.js';
import type { FoundFile, ImportFolder } from './import-folder.js';
import type { ImportedFile, ImportedRequest, ImportProblem } from './imported-request.js';

/** What is known of the files of an import before the first is stored. */
export interface FoundFiles {
  readonly found: ReadonlyMap<ImportedFile, FoundFile>;
  /** Those that will not come along; requests come without them where they are to be left out. */
  readonly problems: readonly ImportProblem[];
  /** Nobody said where they lie. */
  readonly unsought: number;
  /** Notes take no files, so only the names of theirs come along. */
  readonly ofNotes: number;
}

export interface KeptFiles {
  readonly attachments: ReadonlyMap<ImportedFile, StoredAttachment>;
  readonly problems: readonly ImportProblem[];
}

const refusals = [AttachmentTooLarge, AttachmentTypeRefused, FileInfected, TooLargeToScan];

/** Takes the files of imported messages along, by the rules that uploads have: by content and size, and scanned. */
@Injectable()
export class ImportFiles {
  constructor(
    private readonly uploads: AttachmentUploads,
    private readonly config: Config,
  ) {}

  /** Looks at each file, and stores none. @param folder null: only files within the export come along */
  async find(requests: readonly ImportedRequest[], folder: ImportFolder | null): Promise<FoundFiles> {
    const found = new Map<ImportedFile, FoundFile>();
    const problems: ImportProblem[] = [];
    let unsought = 0;
    for (const { where, ...request } of requests)
      for (const file of filesOf(request)) {
        const one = file.content ? bytes(file.content) : await folder?.find(file.paths);
        const wrong = one ? await this.wrongWith(one) : missing;
        if (one && wrong === null) found.set(file, one);
        else if (one || folder) problems.push(problemOf(where, file, wrong ?? missing));
        else unsought += 1;
      }
    return { found, problems, unsought, ofNotes: requests.flatMap(filesOfNotes).length };
  }

  /**
   * Stores the files of one request. Those that are refused only now, by the virus scanner, stay out with a word.
   * @throws ScannerUnavailable, StorageFull: then nothing is kept
   */
  async keep(request: ImportedRequest, found: FoundFiles['found']): Promise<KeptFiles> {
    const attachments = new Map<ImportedFile, StoredAttachment>();
    const problems: ImportProblem[] = [];
    try {
      for (const file of filesOf(request)) {
        const one = found.get(file);
        const stored = one && (await this.stored(file, one));
        if (stored instanceof Error) problems.push(problemOf(request.where, file, stored.message));
        else if (stored) attachments.set(file, stored);
      }
    } catch (error) {
      await this.discard({ attachments });
      throw error;
    }
    return { attachments, problems };
  }

  async discard({ attachments }: Pick<KeptFiles, 'attachments'>): Promise<void> {
    await this.uploads.discard([...attachments.values()]);
  }

  private async stored(file: ImportedFile, { open }: FoundFile): Promise<StoredAttachment | Error | null> {
    try {
      return await this.uploads.store(file.name, open(), this.config.attachmentMaxBytes);
    } catch (error) {
      if (error instanceof Error && refusals.some((refusal) => error instanceof refusal)) return error;
      throw error;
    }
  }

  private async wrongWith({ sizeBytes, open }: FoundFile): Promise<string | null> {
    const { attachmentMaxBytes } = this.config;
    if (sizeBytes === 0) return 'The file is empty. Save it anew.';
    if (sizeBytes > attachmentMaxBytes)
      return `The file is larger than ${attachmentMaxBytes / 1_048_576} MiB. Raise ATTACHMENT_MAX_MIB.`;
    const type = await attachmentType(await buffer(open(headBytes - 1)));
    return type === null ? 'Requests take no files of this kind.' : null;
  }
}

const missing = 'The file is not in the folder. Save it there.';

const filesOf = ({ entries }: Pick<ImportedRequest, 'entries'>): ImportedFile[] =>
  entries.flatMap(({ visibility, files }) => (visibility === 'public' ? files : []));

const filesOfNotes = ({ entries }: ImportedRequest): ImportedFile[] =>
  entries.flatMap(({ visibility, files }) => (visibility === 'internal' ? files : []));

const bytes = (content: Buffer): FoundFile => ({
  sizeBytes: content.length,
  open: (end = content.length) => Readable.from([content.subarray(0, end + 1)]),
});

function problemOf(where: string, { name, paths }: ImportedFile, message: string): ImportProblem {
  const [path] = paths;
  const named = path === undefined || path === name ? cleanName(name) : `${cleanName(name)} (${path})`;
  return { where, field: `file ${named}`, message };
}
