import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config/config.js';
import type { Reply } from '../../../platform/http/request.js';
import { Storage } from '../../../platform/storage/storage.js';
import type { OpenedArtifact } from '../application/open-artifact.js';
import type { Carrier } from '../domain/download.js';
import { attachmentNamed } from './byte-range.js';

/** Long enough to begin; who resumes asks the portal again, which decides again. */
const linkSeconds = 60;

/** Lets nginx or the S3 storage send the bytes of a file, where the settings say so. */
@Injectable()
export class Handover {
  constructor(
    private readonly config: Config,
    private readonly storage: Storage,
  ) {}

  /** To whom the file was handed; null: the portal sends it. The reply's headers describe the file already. */
  async of(file: OpenedArtifact, reply: Reply): Promise<Carrier | null> {
    const { downloadsSentBy: carrier } = this.config;
    if (carrier === 'portal') return null;
    if (carrier === 'nginx') this.toNginx(file, reply);
    else await this.toStorage(file, reply);
    return carrier;
  }

  /** @see https://nginx.org/en/docs/http/ngx_http_core_module.html#internal */
  private toNginx({ storageKey }: OpenedArtifact, reply: Reply): void {
    // Status, length and range are nginx's to say, from the request's own Range and If-Range.
    void reply
      .status(200)
      .removeHeader('content-length')
      .removeHeader('content-range')
      // nginx adds its own.
      .removeHeader('accept-ranges')
      .header('x-accel-redirect', `/_files/${this.storage.pathOf(storageKey)}`);
  }

  private async toStorage({ storageKey, fileName }: OpenedArtifact, reply: Reply): Promise<void> {
    const url = await this.storage.linkTo(storageKey, {
      seconds: linkSeconds,
      disposition: attachmentNamed(fileName),
      contentType: 'application/octet-stream',
    });
    for (const name of Object.keys(reply.getHeaders()).filter((name) => ofTheFile.has(name)))
      void reply.removeHeader(name);
    void reply.header('cache-control', 'no-store').redirect(String(url), 302);
  }
}

const ofTheFile: ReadonlySet<string> = new Set([
  'etag',
  'accept-ranges',
  'content-type',
  'content-length',
  'content-range',
  'content-disposition',
  'repr-digest',
]);
