/** A document as it is sent, but for the address of the feed. */
export interface WrittenDocument {
  readonly body: Buffer;
  /** Whether the address has to be put in. */
  readonly hasAddress: boolean;
  /** Of the bytes before, in base64url. */
  readonly hash: string;
}

const mostBytes = 32 * 1024 * 1024;

/** Documents by what they depend on, the ones that were asked for last, up to 32 MiB of them. */
export class DocumentCache {
  private readonly kept = new Map<string, WrittenDocument | null>();
  private bytes = 0;

  /** Null for a question that no document answers; undefined when nobody asked it lately. */
  get(key: string): WrittenDocument | null | undefined {
    const found = this.kept.get(key);
    if (found === undefined) return undefined;
    // A map keeps the order of insertion: what was used last goes to its end.
    this.kept.delete(key);
    this.kept.set(key, found);
    return found;
  }

  set(key: string, document: WrittenDocument | null): void {
    this.kept.set(key, document);
    this.bytes += sizeOf(key, document);
    for (const [oldest, dropped] of this.kept) {
      if (this.bytes <= mostBytes) break;
      this.kept.delete(oldest);
      this.bytes -= sizeOf(oldest, dropped);
    }
  }
}

// What an entry costs beside its bytes.
const overhead = 300;

const sizeOf = (key: string, document: WrittenDocument | null): number =>
  2 * key.length + overhead + (document?.body.length ?? 0);
