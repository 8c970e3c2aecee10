import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../kernel/actor.js';
import { NotFound } from '../../../kernel/errors.js';
import { ReadDatabase, type Statement, sql } from '../../../platform/database/read-database.js';
import { Storage } from '../../../platform/storage/storage.js';
import { InvoiceNotReady } from '../domain/orders.errors.js';
import { visibleTo, visibleToStaff } from './visible-orders.js';

/** The bytes of an invoice and how they are called. */
export interface OpenedInvoice {
  readonly content: Readable;
  readonly sizeBytes: number;
  readonly fileName: string;
  readonly sha256: string;
}

interface FileRow {
  readonly number: string | null;
  readonly storage_key: string | null;
  readonly size_bytes: number | null;
  readonly sha256: string | null;
}

/** Opens the stored PDF of an order's invoice. */
@Injectable()
export class OpenInvoice {
  constructor(
    private readonly database: ReadDatabase,
    private readonly storage: Storage,
  ) {}

  /**
   * @throws NotFound when the order is missing or somebody else's
   * @throws InvoiceNotReady until the PDF is made
   */
  async execute(actor: CustomerActor, orderId: string): Promise<OpenedInvoice> {
    return this.open(visibleTo(actor), orderId);
  }

  /** @throws NotFound, InvoiceNotReady */
  async forStaff(orderId: string): Promise<OpenedInvoice> {
    return this.open(visibleToStaff(undefined), orderId);
  }

  private async open(visible: Statement, orderId: string): Promise<OpenedInvoice> {
    const row = await this.database.one<FileRow>(sql`
      select i.number, i.storage_key, i.size_bytes, i.sha256
      from orders.order o left join orders.invoice i on i.order_id = o.id
      where o.id = ${orderId} and ${visible}`);
    if (!row) throw NotFound.of('order');
    const { number, storage_key: key, size_bytes: sizeBytes, sha256 } = row;
    if (number === null || key === null || sizeBytes === null || sha256 === null) throw InvoiceNotReady.yet();
    return { content: await this.storage.read(key), sizeBytes, fileName: `${number}.pdf`, sha256 };
  }
}
