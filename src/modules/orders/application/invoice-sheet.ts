import type { Translate } from '../../../platform/i18n/i18n.js';
import type { InvoiceSnapshot } from '../domain/invoice.js';

/** What the paper shows. */
export interface InvoicePaper extends InvoiceSnapshot {
  readonly number: string;
  readonly issuedAt: Date;
  /** Proves the claim of a license of this order; null leaves it out. */
  readonly claimCode: string | null;
}

/** A paper being drawn. */
export interface Sheet {
  readonly pdf: PDFKit.PDFDocument;
  readonly paper: InvoicePaper;
  readonly locale: string;
  readonly t: Translate;
}

// A4 in points, and the few colors of the paper.
export const margin = 56;
export const left = 56;
export const right = 595.28 - margin;
export const width = right - left;
/** Below it a page has only its foot. */
export const lastY = 841.89 - 110;
export const ink = '#1f2937';
export const quiet = '#6b7280';
export const rule = '#d1d5db';
