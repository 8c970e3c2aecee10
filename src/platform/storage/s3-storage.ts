import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  paginateListObjectsV2,
  S3Client,
  type S3ClientConfig,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { DomainError } from '../../kernel/domain-error.js';
import { NotFound, Unavailable } from '../../kernel/errors.js';
import { MeasuringStream } from './measuring-stream.js';
import { RangeNotSatisfiable } from './storage.errors.js';
import {
  assertKey,
  type ByteRange,
  type LinkTerms,
  type ListedFile,
  type PutOptions,
  Storage,
  type StoredFile,
} from './storage.js';

/**
 * Files in an S3 bucket: `s3://bucket?region=eu-central-1`, with `endpoint` and `forcePathStyle=true` for other
 * makes. Credentials come from the usual AWS environment variables or the machine's role, never from the URL.
 */
export class S3Storage extends Storage {
  private readonly client: S3Client;
  private readonly bucket: string;

  constructor(url: string) {
    super();
    const { bucket, options } = parse(url);
    this.bucket = bucket;
    this.client = new S3Client(options);
  }

  async put(key: string, content: Readable | Buffer, options: PutOptions): Promise<StoredFile> {
    assertKey(key);
    const measured = new MeasuringStream(options.maxBytes);
    const source = Buffer.isBuffer(content) ? Readable.from([content]) : content;
    const upload = new Upload({
      client: this.client,
      params: { Bucket: this.bucket, Key: key, Body: measured, ContentType: options.contentType },
      partSize: 8 * 1_048_576,
      queueSize: 2,
    });
    const uploaded = upload.done().then(
      () => null,
      (error: unknown) => {
        const reason = explanation(error);
        // Nobody reads on, so the source would wait for ever.
        measured.destroy(reason);
        return reason;
      },
    );
    const broken = await pipeline(source, measured).then(
      () => null,
      (error: unknown) => error,
    );
    // Also when the source broke: the upload then takes back the parts that it sent.
    const refused = await uploaded;
    if (broken ?? refused) throw broken ?? refused;
    return { key, ...measured.result() };
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    assertKey(key);
    if (range && (range.start < 0 || range.end < range.start)) throw RangeNotSatisfiable.of(null);
    const asked = range ? { Range: `bytes=${range.start}-${range.end}` } : {};
    const command = new GetObjectCommand({ Bucket: this.bucket, Key: key, ...asked });
    const { Body } = await this.client.send(command).catch(explained);
    if (!(Body instanceof Readable)) throw new Error('The S3 client gave no stream.');
    return Body;
  }

  async size(key: string): Promise<number> {
    assertKey(key);
    const command = new HeadObjectCommand({ Bucket: this.bucket, Key: key });
    const { ContentLength } = await this.client.send(command).catch(explained);
    return ContentLength ?? 0;
  }

  async delete(key: string): Promise<void> {
    assertKey(key);
    await this.client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: key })).catch(explained);
  }

  async *list(): AsyncGenerator<readonly ListedFile[]> {
    const pages = paginateListObjectsV2({ client: this.client }, { Bucket: this.bucket });
    try {
      for await (const { Contents = [] } of pages)
        yield Contents.flatMap(({ Key, LastModified }) =>
          Key && LastModified ? [{ key: Key, changedAt: LastModified }] : [],
        );
    } catch (error) {
      explained(error);
    }
  }

  async sweep(before: Date, isOurs: (key: string) => boolean): Promise<void> {
    const Bucket = this.bucket;
    const listed = await this.client.send(new ListMultipartUploadsCommand({ Bucket })).catch(explained);
    for (const { Key = '', UploadId, Initiated } of listed.Uploads ?? [])
      if (isOurs(Key) && UploadId && Initiated && Initiated < before)
        await this.client
          .send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))
          .catch((error: unknown) => missingIsFine(explanation(error)));
  }

  override async linkTo(key: string, { seconds, disposition, contentType }: LinkTerms): Promise<string> {
    assertKey(key);
    const command = new GetObjectCommand({
      Bucket: this.bucket,
      Key: key,
      ResponseContentDisposition: disposition,
      ResponseContentType: contentType,
    });
    return getSignedUrl(this.client, command, { expiresIn: seconds });
  }

  override close(): void {
    this.client.destroy();
  }
}

function parse(url: string): { bucket: string; options: S3ClientConfig } {
  const { hostname, searchParams } = new URL(url);
  const endpoint = searchParams.get('endpoint');
  const region = searchParams.get('region') ?? 'us-east-1';
  const forcePathStyle = searchParams.get('forcePathStyle') === 'true';
  return {
    bucket: hostname,
    options: {
      region,
      forcePathStyle,
      requestHandler: { connectionTimeout: 5_000, socketTimeout: 60_000 },
      // Other makes of S3 do not all know the checksum trailers that Amazon's client sends unasked.
      ...(endpoint && {
        endpoint,
        requestChecksumCalculation: 'WHEN_REQUIRED',
        responseChecksumValidation: 'WHEN_REQUIRED',
      }),
    },
  };
}

function missingIsFine(error: Error): void {
  if (!(error instanceof NotFound)) throw error;
}

function explained(error: unknown): never {
  throw explanation(error);
}

function explanation(error: unknown): Error {
  if (error instanceof DomainError) return error;
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
  if (status === 404) return NotFound.of('file');
  if (status === 416) return RangeNotSatisfiable.of(null);
  if (error instanceof Error && status !== undefined && status < 500) return error;
  const unavailable = new Unavailable('The file storage does not answer. Try again in a minute.', {
    retryAfterSeconds: 60,
  });
  unavailable.cause = error;
  return unavailable;
}
