import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { day, later } from '../../../../kernel/clock.js';
import { Config } from '../../../../platform/config/config.js';
import { DocumentCache, type WrittenDocument } from './document-cache.js';
import { feedAddress } from './feed-content.js';
import { type FeedRequest, keyOf } from './feed-request.js';
import { FeedSigner, signedText } from './feed-signer.js';
import { type ProductFeed, ProductFeeds } from './product-feeds.js';
import { feedLifeDays } from './renew-feed.js';
import { writeDocument } from './write-document.js';

/** A document of a feed, or its signature, as the updater gets it. */
export interface FeedDocument {
  /** Strong: the same for the same bytes only. */
  readonly etag: string;
  readonly bytes: () => Buffer;
}

/** Answers updaters, mostly from memory: one license in a million needs a document of its own (row DL-4). */
@Injectable()
export class FeedDocuments {
  private readonly cache = new DocumentCache();

  constructor(
    private readonly products: ProductFeeds,
    private readonly signer: FeedSigner,
    private readonly config: Config,
  ) {}

  /**
   * @param token of the feed, for the addresses inside
   * @returns null when the dialect has no word for what the license covers
   */
  async find(request: FeedRequest, token: string): Promise<FeedDocument | null> {
    const feed = await this.products.of(request.access.productId);
    const written = await this.written(request, feed);
    if (!written) return null;
    const own = written.hasAddress ? `${written.hash}.${request.access.feedId}` : written.hash;
    const document = { etag: `"${own}"`, bytes: () => this.addressed(written, token) };
    return request.document.isSignature ? this.signatureOf(document, request, feed) : document;
  }

  private async written(request: FeedRequest, feed: ProductFeed): Promise<WrittenDocument | null> {
    const key = keyOf(request, feed);
    const known = this.cache.get(key);
    if (known !== undefined) return known;
    const keys = await this.signer.keyring(feed.kid);
    const { publicUrl } = this.config;
    const written = writeDocument(request, { feed, keys, publicUrl });
    this.cache.set(key, written);
    return written;
  }

  private addressed({ body, hasAddress }: WrittenDocument, token: string): Buffer {
    if (!hasAddress) return body;
    return Buffer.from(body.toString().replaceAll(feedAddress, `${this.config.publicUrl}/updates/${token}/`));
  }

  /** Names the very bytes of the document beside it, and until when they are good. */
  private async signatureOf(
    { etag, bytes }: FeedDocument,
    { access, document, channel }: FeedRequest,
    { counter, issuedAt, kid }: ProductFeed,
  ): Promise<FeedDocument> {
    const keys = await this.signer.keyring(kid);
    const content = bytes();
    const statement = {
      format: 'latchkey-update-statement/1',
      document: document.name,
      productId: access.productId,
      channel,
      counter,
      issuedAt: issuedAt.toISOString(),
      expiresAt: later(issuedAt, feedLifeDays * day).toISOString(),
      sizeBytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    };
    const text = signedText(keys, kid, JSON.stringify(statement));
    return { etag: etag.replace(/"$/, '.sig"'), bytes: () => Buffer.from(text) };
  }
}
