import { StreamableFile } from '@nestjs/common';
import type { Reply } from '../../../platform/http/request.js';
import type { OpenedInvoice } from '../application/open-invoice.js';

/** Sends the PDF for saving; never shown inside the portal's own origin. */
export function invoiceFile(invoice: OpenedInvoice, reply: Reply): StreamableFile {
  void reply.headers({
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'repr-digest': `sha-256=:${Buffer.from(invoice.sha256, 'hex').toString('base64')}:`,
  });
  return new StreamableFile(invoice.content, {
    type: 'application/pdf',
    disposition: `attachment; filename="${invoice.fileName}"`,
    length: invoice.sizeBytes,
  });
}
