import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../kernel/errors.js';
import { ReadDatabase, sql } from '../../../platform/database/read-database.js';
import { I18n } from '../../../platform/i18n/i18n.js';
import { Storage } from '../../../platform/storage/storage.js';
import type { InvoiceSnapshot } from '../domain/invoice.js';
import { AttachInvoicePdf } from './attach-invoice-pdf.js';
import { InvoiceClaimCodes } from './invoice-claim-codes.js';
import { drawInvoice } from './invoice-pdf.js';

interface InvoiceRow {
  readonly number: string;
  readonly order_id: string;
  readonly issued_at: Date;
  readonly snapshot: InvoiceSnapshot;
  readonly storage_key: string | null;
}

const largestBytes = 10 * 1024 * 1024;

/** Makes the PDF of an invoice from its snapshot and stores it. Doing it twice stores the same bytes. */
@Injectable()
export class RenderInvoice {
  constructor(
    private readonly database: ReadDatabase,
    private readonly storage: Storage,
    private readonly i18n: I18n,
    private readonly attachInvoicePdf: AttachInvoicePdf,
    private readonly claimCodes: InvoiceClaimCodes,
  ) {}

  /** @throws NotFound when there is no such invoice */
  async execute(invoiceId: string): Promise<void> {
    const row = await this.database.one<InvoiceRow>(sql`
      select number, order_id, issued_at, snapshot, storage_key from orders.invoice where id = ${invoiceId}`);
    if (!row) throw NotFound.of('invoice');
    if (row.storage_key !== null) return;
    const locale = this.i18n.supported(row.snapshot.buyerLocale);
    const t = this.i18n.translator(locale);
    const pdf = await drawInvoice(
      {
        number: row.number,
        issuedAt: row.issued_at,
        claimCode: this.claimCodes.of(row.order_id),
        ...row.snapshot,
      },
      locale,
      t,
    );
    const stored = await this.storage.put(`invoices/${invoiceId}.pdf`, pdf, {
      contentType: 'application/pdf',
      maxBytes: largestBytes,
    });
    await this.attachInvoicePdf.execute(invoiceId, {
      storageKey: stored.key,
      sizeBytes: stored.sizeBytes,
      sha256: stored.sha256,
    });
  }
}
