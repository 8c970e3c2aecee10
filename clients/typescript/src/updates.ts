import type { Bytes } from './encoding.js';
import { PortalUnreachable } from './errors.js';
import type { Fetch } from './exchange.js';
import type { KeySet } from './key-set.js';
import { FeedRefused, type UpdateFeed, type UpdateFile } from './update-feed.js';
import { verifyFeed, verifyUpdateFile } from './verify-feed.js';

/** What the product remembers of feeds, so that no older one passes. Keep it where a reinstallation finds it. */
export interface FeedMemory {
  /** Null before the first. */
  load(): Promise<{ readonly productId: string; readonly counter: number } | null>;
  save(seen: { readonly productId: string; readonly counter: number }): Promise<void>;
}

export interface UpdatesOptions {
  /** The secret address of the feed, with its slash at the end. */
  readonly feedUrl: string | URL;
  /** The release keys of the portal, shipped with the product: never those that the network names. */
  readonly keys: KeySet;
  readonly memory: FeedMemory;
  readonly fetch?: Fetch;
  readonly now?: () => Date;
}

/** What the product says of itself. */
export interface UpdateQuestion {
  readonly platform: 'windows' | 'macos' | 'linux';
  readonly architecture: 'x64' | 'arm64' | 'x86';
  /** The version that runs. */
  readonly version: string;
  /** Left out: the one that the feed was opened for. */
  readonly channel?: 'stable' | 'beta';
}

/** Looks for updates, and believes only what the vendor's release key signed, that is current, and that is whole. */
export class Updates {
  private readonly options: UpdatesOptions;
  private readonly fetch: Fetch;

  constructor(options: UpdatesOptions) {
    this.options = options;
    // Called with nothing as `this`: browsers demand it of their own.
    this.fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  }

  /**
   * The feed as it is now; its `offer` is the version to take.
   * @throws PortalUnreachable, FeedRefused
   */
  async check(question: UpdateQuestion): Promise<UpdateFeed> {
    const { keys, memory, now = () => new Date() } = this.options;
    const address = this.below('feed.jws');
    for (const [name, value] of Object.entries(question)) address.searchParams.set(name, value);
    const text = new TextDecoder().decode(await this.bytesAt(address));
    const seen = await memory.load();
    const check = { keys, productId: seen?.productId ?? null, seenCounter: seen?.counter ?? 0, now: now() };
    const feed = await verifyFeed(text, check);
    await memory.save({ productId: feed.product.id, counter: feed.counter });
    return feed;
  }

  /** The bytes of a file that {@link check} named, once they are found right. @throws PortalUnreachable, FeedRefused */
  async download(file: UpdateFile): Promise<Bytes> {
    const address = this.below(file.url);
    // A feed names files below itself, and nothing else gets the secret of its address.
    if (!address.href.startsWith(new URL('.', this.options.feedUrl).href))
      throw new FeedRefused('FILE_DIFFERS');
    const content = await this.bytesAt(address);
    await verifyUpdateFile(content, file, this.options.keys);
    return content;
  }

  private below(path: string): URL {
    return new URL(path, this.options.feedUrl);
  }

  private async bytesAt(address: URL): Promise<Bytes> {
    let response: Awaited<ReturnType<Fetch>>;
    try {
      response = await this.fetch(address, { redirect: 'follow', credentials: 'omit' });
    } catch (error) {
      throw PortalUnreachable.network(error);
    }
    if (response.status !== 200) throw PortalUnreachable.busy(response.status, null);
    return new Uint8Array(await response.arrayBuffer());
  }
}
