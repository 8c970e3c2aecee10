import { type Zippable, zipSync } from 'fflate';
import { diagnosticManifest } from '../../../clients/typescript/src/diagnostics.js';

const utf8 = (text: string) => new Uint8Array(Buffer.from(text));

/** What the product of the tests writes; the log holds what people do not mean to send. */
export const log = [
  '09:00 started by anna.berg@example.com on 203.0.113.24',
  '09:01 opened C:\\Users\\annaberg\\Documents\\plan.dwg',
  '09:02 token=sk_live_4f9a8b7c6d5e4f3a2b1c0d',
  '09:03 export stopped at 40 %',
].join('\n');

export interface ABundle {
  readonly files?: Readonly<Record<string, Uint8Array<ArrayBuffer>>>;
  /** In place of the manifest that the client makes, or changed by it. */
  readonly manifest?: (made: Record<string, unknown>) => unknown;
}

/** A diagnostic bundle as a product packs it. */
export async function aBundle({ files, manifest }: ABundle = {}): Promise<Buffer> {
  const packed = files ?? { 'logs/studio.log': utf8(log), 'config.json': utf8('{"theme":"dark"}') };
  const text = await diagnosticManifest(
    {
      product: 'LUMEN',
      version: '4.2.0',
      build: '8812',
      platform: 'linux',
      os: 'Debian 12',
      architecture: 'x64',
      installation: '…7Q2F4',
      errors: [
        { code: 'EXPORT-17', message: 'The disk\nis full.', at: new Date('2026-11-27T01:58:00Z'), count: 3 },
      ],
    },
    Object.entries(packed).map(([path, bytes]) => ({ path, purpose: 'Tells what happened', bytes })),
    new Date('2026-11-27T02:00:00Z'),
  );
  const written = manifest ? manifest(JSON.parse(text)) : text;
  const content: Zippable = {
    'manifest.json': utf8(typeof written === 'string' ? written : JSON.stringify(written)),
    ...packed,
  };
  return Buffer.from(zipSync(content));
}
