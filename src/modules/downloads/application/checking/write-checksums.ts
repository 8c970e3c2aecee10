import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import type { Reader } from '../explanation.js';
import { ShowRelease } from '../show-release.js';
import { type ReleaseSignature, ReleaseSignatures } from '../signing/release-signatures.js';

/** The list of a release's files as `sha256sum -c` reads it, and its signature: the same bytes for the same files. */
@Injectable()
export class WriteChecksums {
  constructor(
    private readonly show: ShowRelease,
    private readonly signatures: ReleaseSignatures,
  ) {}

  /** @throws NotFound for releases that the customer may not know of */
  async execute(actor: CustomerActor, releaseId: string, reader: Reader): Promise<Buffer> {
    const { artifacts } = await this.show.execute(actor, releaseId, reader);
    const lines = artifacts.map(({ sha256, fileName }) => lineOf(sha256, fileName));
    // By the characters' numbers, so that no language of a machine changes the order.
    const sorted = lines.sort((a, b) => (a.name < b.name ? -1 : 1));
    return Buffer.from(sorted.map(({ text }) => text).join(''));
  }

  /** @throws NotFound as above; ReleaseKeyUnreadable */
  async sign(actor: CustomerActor, releaseId: string, reader: Reader): Promise<ReleaseSignature> {
    return this.signatures.ofList(await this.execute(actor, releaseId, reader));
  }
}

// A backslash at the start of the line says that those in the name are doubled: the form of GNU coreutils.
function lineOf(sha256: string, name: string): { readonly name: string; readonly text: string } {
  const escaped = name.replaceAll('\\', '\\\\');
  return { name, text: `${escaped === name ? '' : '\\'}${sha256}  ${escaped}\n` };
}
