import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { InvoiceFile } from '../domain/invoice.js';
import { InvoiceRepository } from '../persistence/invoice.repository.js';

/** Remembers where the stored PDF of an invoice lies, with its size and hash. */
@Injectable()
export class AttachInvoicePdf {
  constructor(
    readonly em: EntityManager,
    private readonly invoices: InvoiceRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound when there is no such invoice */
  @Transactional()
  async execute(invoiceId: string, file: InvoiceFile): Promise<void> {
    const invoice = await this.invoices.byId(invoiceId);
    invoice.attach(file, this.clock.now());
  }
}
