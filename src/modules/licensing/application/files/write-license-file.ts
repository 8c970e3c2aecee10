import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { newId } from '../../../../kernel/ids.js';
import { type FileSources, type LicenseFile, licenseFileOf } from '../../domain/license-file.js';
import { ProductRepository } from '../../persistence/product.repository.js';
import { SigningKeys } from './signing-keys.js';

/** A signed file: what it says, and its text. */
export interface WrittenFile {
  readonly file: LicenseFile;
  readonly text: string;
}

export type FileRequest = Omit<FileSources, 'id' | 'productCode' | 'editionCode'>;

/** Writes and signs the license file of an installation, in the caller's command. */
@Injectable()
export class WriteLicenseFile {
  constructor(
    readonly em: EntityManager,
    private readonly products: ProductRepository,
    private readonly signingKeys: SigningKeys,
    private readonly clock: Clock,
  ) {}

  /** Makes the first key where there is none; it writes at once what the caller changed so far. */
  async prepare(): Promise<void> {
    await this.signingKeys.current();
  }

  /** The caller has judged that the machine may run. @throws SigningKeyUnreadable */
  async execute(request: FileRequest): Promise<WrittenFile> {
    const { license, installation } = request;
    const product = await this.products.byId(license.productId);
    const edition = license.editionId === null ? null : await this.products.edition(license.editionId);
    const sources = {
      ...request,
      id: newId(),
      productCode: product.code,
      editionCode: edition?.code ?? null,
    };
    const file = licenseFileOf(sources, this.clock.now());
    installation.fileWritten(file.id);
    return { file, text: await this.signingKeys.sign(file) };
  }
}
