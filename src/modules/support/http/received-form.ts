import type { Multipart } from '@fastify/multipart';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { DomainError } from '../../../kernel/domain-error.js';
import { expectLongBody } from '../../../platform/http/body-pace.js';
import { Page, type Refusal, refusalOf, type SeeOther, submit } from '../../../platform/http/pages.js';
import type { Request } from '../../../platform/http/request.js';
import { declareLimit } from '../../../platform/limits/limit.js';
import { RateLimits } from '../../../platform/limits/rate-limits.js';
import type { UploadMeter } from '../../../platform/uploads/upload-meter.js';
import { UploadQuota } from '../../../platform/uploads/upload-quota.js';
import { AttachmentUploads, maxAttachmentBytes, maxAttachments } from '../application/attachment-uploads.js';
import { RefusedUpload } from '../application/refused-upload.js';
import type { SentFiles, StoredAttachment } from '../domain/ticket.js';
import { uploadsIn } from './uploads/uploads.schemas.js';

/** A form with its files, which lie in the storage already. */
export interface ReceivedForm {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly files: readonly StoredAttachment[];
  /** Why a file was refused; the fields are there all the same, so that nothing typed is lost. */
  readonly refusal: DomainError | null;
  /** What the files count on the organization's account. */
  readonly meter: UploadMeter;
}

// Generous for people; an account that is misused cannot fill the storage in an afternoon (security.md C5).
const filesPerUser = declareLimit({ name: 'support.files', points: 200, perSeconds: 3_600 });

const statuses: Readonly<Record<string, number>> = {
  'attachment-too-large': 413,
  'too-many-attachments': 413,
  'attachment-type-refused': 415,
  'file-too-large-to-scan': 413,
};

/** Reads forms with files, streaming each into the storage, and forgets the files of what was refused. */
@Injectable()
export class ReceivedForms {
  constructor(
    private readonly uploads: AttachmentUploads,
    private readonly limits: RateLimits,
    private readonly quota: UploadQuota,
  ) {}

  /** `submit` for forms with files: a refused file is a message at its field, with status 413 or 415. */
  async submit<Schema extends z.ZodType>(
    request: Request,
    schema: Schema,
    accepted: (input: z.output<Schema>, files: SentFiles) => Promise<Page | SeeOther>,
    rejected: (refusal: Refusal) => Page | Promise<Page>,
  ): Promise<Page | SeeOther> {
    let code = '';
    return await this.receive(request, async (form) => {
      if (form.refusal?.kind === 'unavailable') return await this.later(form, form.refusal, rejected);
      const answer = await submit(
        schema,
        form.fields,
        async (input) => {
          if (form.refusal) throw form.refusal;
          return await accepted(input, { attachments: form.files, uploadIds: uploadsIn(form.fields) });
        },
        (refusal) => {
          code = refusal.code;
          return rejected(refusal);
        },
      );
      if (!(answer instanceof Page)) return answer;
      await this.discard(form);
      return new Page(answer.template, answer.view, statuses[code] ?? answer.status, answer.headers);
    });
  }

  /** What was typed, without its files: a draft keeps none. */
  async fieldsOf(request: Request): Promise<ReceivedForm['fields']> {
    const { fields, files } = await this.read(request);
    await this.uploads.discard(files);
    return fields;
  }

  // An error page would lose what was typed.
  private async later(
    form: ReceivedForm,
    refusal: DomainError,
    rejected: (refusal: Refusal) => Page | Promise<Page>,
  ): Promise<Page> {
    await this.discard(form);
    const again = await rejected(refusalOf(refusal, form.fields));
    const headers = { ...again.headers, 'retry-after': String(refusal.facts.retryAfterSeconds ?? 60) };
    return new Page(again.template, again.view, 503, headers);
  }

  /** Hands over the form; when `use` throws, the files are forgotten. */
  async receive<Answer>(request: Request, use: (form: ReceivedForm) => Promise<Answer>): Promise<Answer> {
    const form = await this.read(request);
    try {
      const answer = await use(form);
      await form.meter.settle();
      return answer;
    } catch (error) {
      await this.discard(form);
      throw error;
    }
  }

  private async discard({ files, meter }: ReceivedForm): Promise<void> {
    await this.uploads.discard(files);
    await meter.giveBack();
  }

  private async read(request: Request): Promise<ReceivedForm> {
    const { actor } = request;
    const meter = this.quota.meterFor(actor, request.headers['content-length']);
    if (!request.isMultipart()) {
      const body = request.body;
      return {
        fields: typeof body === 'object' && body !== null ? { ...body } : {},
        files: [],
        refusal: null,
        meter,
      };
    }
    // Whoever is signed in may have a slow line; nobody else takes a connection for long.
    if ('userId' in actor) expectLongBody(request);
    const counted = 'userId' in actor ? () => this.limits.consume(filesPerUser, actor.userId) : null;
    const reading = new Reading(this.uploads, meter, counted);
    const limits = { fileSize: maxAttachmentBytes, files: maxAttachments };
    try {
      for await (const part of request.parts({ limits })) await reading.take(part);
    } catch (error) {
      reading.stopped(RefusedUpload.from(error));
    }
    if (reading.broken) {
      await this.discard(reading);
      throw reading.broken;
    }
    return reading;
  }
}

// Goes on after a refused file, because fields may follow it.
class Reading implements ReceivedForm {
  readonly fields: Record<string, unknown> = {};
  readonly files: StoredAttachment[] = [];
  refusal: DomainError | null = null;
  broken: unknown = null;

  /** @param counted throws once a person sent too many files */
  constructor(
    private readonly uploads: AttachmentUploads,
    readonly meter: UploadMeter,
    private readonly counted: (() => Promise<unknown>) | null,
  ) {}

  async take(part: Multipart): Promise<void> {
    if (part.type === 'field') {
      if (part.fieldname !== '_csrf') this.fields[part.fieldname] = part.value;
      return;
    }
    // Of a form with a refused file nothing is kept.
    if (this.refusal) {
      part.file.resume();
      return;
    }
    try {
      const stored = await this.uploads.store(part.filename ?? '', this.meter.through(part.file));
      if (stored) {
        this.files.push(stored);
        await this.counted?.();
      }
      if (part.file.truncated) throw RefusedUpload.tooLarge(part.filename ?? '');
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.refusal ??= error;
      // The form goes on behind a file that nobody took.
      part.file.resume();
    }
  }

  /** The parser gave up: too many files is a refusal like others, a broken form ends everything. */
  stopped(error: unknown): void {
    if (error instanceof DomainError && error.kind === 'too-large') this.refusal ??= error;
    else this.broken = error;
  }
}
