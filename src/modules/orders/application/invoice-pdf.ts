import { formatDay } from '../../../platform/i18n/format.js';
import type { Translate } from '../../../platform/i18n/i18n.js';
import {
  type InvoicePaper,
  ink,
  left,
  margin,
  quiet,
  right,
  rule,
  type Sheet,
  width,
} from './invoice-sheet.js';
import { drawTable, drawTotals } from './invoice-table.js';
import { printable } from './printable.js';

/** Draws the invoice as an A4 PDF in the language of `t`. The same paper always gives the same bytes. */
export async function drawInvoice(paper: InvoicePaper, locale: string, t: Translate): Promise<Buffer> {
  // Only the worker draws, and loading the library takes a tenth of the start of a web process.
  const { default: PDFDocument } = await import('pdfkit');
  const title = `${t('orders.invoice.title')} ${paper.number}`;
  const pdf = new PDFDocument({
    size: 'A4',
    margins: { top: margin, bottom: 0, left: margin, right: margin },
    bufferPages: true,
    lang: locale,
    displayTitle: true,
    info: { Title: title, Author: printable(paper.seller.name), CreationDate: paper.issuedAt },
  });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<void>((resolve, reject) => pdf.on('end', resolve).on('error', reject));
  draw({ pdf, paper, locale, t });
  pdf.end();
  await done;
  return Buffer.concat(chunks);
}

function draw(sheet: Sheet): void {
  sheet.pdf.fillColor(ink);
  head(sheet);
  parties(sheet);
  drawTable(sheet);
  drawTotals(sheet);
  feet(sheet);
}

function head({ pdf, paper, t }: Sheet): void {
  pdf.font('Helvetica-Bold').fontSize(17);
  pdf.text(printable(paper.seller.name), left, margin, {
    width: width / 2,
    lineBreak: false,
    ellipsis: true,
  });
  pdf.text(printable(t('orders.invoice.title')), left + width / 2, margin, {
    width: width / 2,
    align: 'right',
  });
  pdf.moveTo(left, 88).lineTo(right, 88).lineWidth(1).strokeColor(rule).stroke();
}

function parties({ pdf, paper, locale, t }: Sheet): void {
  const { address } = paper;
  const addressee = [
    paper.organizationName,
    ...(paper.buyerName === paper.organizationName ? [] : [paper.buyerName]),
    ...(address
      ? [address.line1, `${address.postalCode} ${address.city}`, country(address.country, locale)]
      : []),
    ...(paper.vatId ? [`${t('orders.invoice.vatId')} ${paper.vatId}`] : []),
  ];
  pdf.font('Helvetica').fontSize(8).fillColor(quiet);
  pdf.text(printable(`${paper.seller.name} · ${paper.seller.email}`), left, 108, { width: 260 });
  pdf.fontSize(10.5).fillColor(ink);
  pdf.text(addressee.map(printable).join('\n'), left, 126, { width: 260, lineGap: 2.5 });
  const afterAddress = pdf.y;
  const facts = [
    ['number', paper.number],
    ['date', formatDay(paper.issuedAt, locale, 'UTC')],
    ['orderNumber', paper.orderNumber],
    ['orderDate', formatDay(new Date(paper.placedAt), locale, 'UTC')],
  ] as const;
  facts.forEach(([key, value], index) => {
    const y = 126 + index * 17;
    pdf.fillColor(quiet).text(printable(t(`orders.invoice.${key}`)), left + 285, y, { width: 90 });
    pdf
      .fillColor(ink)
      .text(printable(value), left + 375, y, { width: width - 375, align: 'right', height: 14 });
  });
  pdf.y = Math.max(afterAddress, 126 + facts.length * 17) + 28;
}

function feet({ pdf, paper, t }: Sheet): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let index = start; index < start + count; index += 1) {
    pdf.switchToPage(index);
    pdf.moveTo(left, 780).lineTo(right, 780).lineWidth(0.5).strokeColor(rule).stroke();
    pdf.font('Helvetica').fontSize(8).fillColor(quiet);
    pdf.text(printable(`${paper.seller.name} · ${paper.seller.email}`), left, 788, { width: width / 2 });
    const page = t('orders.invoice.page', { page: index - start + 1, pages: count });
    pdf.text(printable(page), left + width / 2, 788, { width: width / 2, align: 'right' });
  }
}

const country = (code: string, locale: string): string =>
  new Intl.DisplayNames([locale], { type: 'region' }).of(code) ?? code;
