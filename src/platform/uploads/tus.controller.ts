import { Delete, Get, Options, Patch, Post, Req, Res } from '@nestjs/common';
import { z } from 'zod';
import type { SignedIn } from '../../kernel/actor.js';
import { Unauthenticated } from '../../kernel/errors.js';
import { Public } from '../http/access.js';
import { expectLongBody } from '../http/body-pace.js';
import { ChangesNothing } from '../http/changes-nothing.js';
import { Describe } from '../http/describe.js';
import { IdParam } from '../http/id.param.js';
import { WithoutIdempotency } from '../http/idempotency/without-idempotency.js';
import type { Reply, Request } from '../http/request.js';
import { announced, describeUpload, piece, speaksTus, tusOptions } from './tus.js';
import type { UploadPurpose } from './upload-purpose.js';
import { Uploads } from './uploads.js';

const standing = z
  .object({ offset: z.int().describe('How many bytes are there.'), length: z.int() })
  .meta({ id: 'UploadStanding', description: 'Where an upload stands.' });

const tag = 'Uploads';
const problems = [401, 403, 404, 409, 412, 413, 415, 422, 429, 460, 503];

/**
 * Routes of tus 1.0.0 for one purpose. A module extends it with its address, who may call it, and its purpose. What
 * comes in changes nothing yet, so pieces leave no audit entry; the purpose writes one when it takes the file.
 */
export abstract class TusController {
  protected abstract readonly uploads: Uploads;
  protected abstract readonly purpose: UploadPurpose;
  /** Without a slash at its end. */
  protected abstract readonly path: string;

  @Options()
  @Public()
  @Describe({
    summary: 'Ask what the upload server speaks',
    description: 'tus 1.0.0: `Tus-Version`, `Tus-Extension` and `Tus-Max-Size`.',
    tag,
    status: 204,
    answer: null,
    open: true,
  })
  options(@Res({ passthrough: true }) reply: Reply): void {
    tusOptions(reply, this.purpose.maxBytes);
  }

  @Post()
  @ChangesNothing()
  @WithoutIdempotency()
  @Describe({
    summary: 'Begin a resumable upload',
    description:
      'tus 1.0.0: `Tus-Resumable`, `Upload-Length` and `Upload-Metadata`. The address of the upload comes as `Location`.',
    tag,
    status: 201,
    answer: null,
    problems,
  })
  async begin(@Req() request: Request, @Res({ passthrough: true }) reply: Reply): Promise<void> {
    speaksTus(request, reply);
    const upload = await this.uploads.begin(signedIn(request), this.purpose, announced(request));
    tusOptions(reply, this.purpose.maxBytes);
    describeUpload(upload, 0, reply);
    void reply.header('location', `${this.path}/${upload.id}`);
  }

  @Get(':uploadId')
  @Describe({
    summary: 'Ask where an upload stands',
    description: 'tus 1.0.0, with HEAD: `Upload-Offset` says how many bytes are there.',
    tag,
    answer: standing,
    problems,
  })
  async show(
    @IdParam('uploadId') id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<z.output<typeof standing>> {
    const upload = await this.uploads.find(signedIn(request), this.purpose, id);
    tusOptions(reply, this.purpose.maxBytes);
    describeUpload(upload, upload.receivedBytes, reply);
    return { offset: upload.receivedBytes, length: upload.sizeBytes };
  }

  @Patch(':uploadId')
  @ChangesNothing()
  @Describe({
    summary: 'Send a piece of a file',
    description:
      'tus 1.0.0: `Upload-Offset`, and bytes as `application/offset+octet-stream`. What arrived is kept when the connection breaks; with an `Upload-Checksum` (sha1 or sha256), all of it or nothing. The last byte ends the upload.',
    tag,
    status: 204,
    answer: null,
    problems,
  })
  async write(
    @IdParam('uploadId') id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<void> {
    speaksTus(request, reply);
    const actor = signedIn(request);
    const upload = await this.uploads.find(actor, this.purpose, id);
    // Also because the answer to the last piece waits until the file is made of all of them.
    expectLongBody(request);
    describeUpload(upload, await this.uploads.write(actor, upload, piece(request)), reply);
  }

  @Delete(':uploadId')
  @ChangesNothing()
  @Describe({ summary: 'Give an upload up', tag, status: 204, answer: null, problems })
  async drop(
    @IdParam('uploadId') id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<void> {
    speaksTus(request, reply);
    await this.uploads.giveUp(await this.uploads.find(signedIn(request), this.purpose, id));
  }
}

function signedIn({ actor }: Request): SignedIn {
  if (actor.kind === 'staff' || actor.kind === 'customer') return actor;
  throw new Unauthenticated('Sign in to upload files.');
}
