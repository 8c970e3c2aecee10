import PDFDocument from 'pdfkit';
import { formatMoney, money } from '../../../kernel/money.js';
import { formatDay } from '../../../platform/i18n/format.js';
import type { Translate } from '../../../platform/i18n/i18n.js';
import type { InvoiceSnapshot } from '../domain/invoice.js';
import { printable } from './printable.js';

/** What the paper shows. */
export interface InvoicePaper extends InvoiceSnapshot {
  readonly number: string;
  readonly issuedAt: Date;
}

interface Sheet {
  readonly pdf: PDFKit.PDFDocument;
  readonly paper: InvoicePaper;
  readonly locale: string;
  readonly t: Translate;
}

interface Cell {
  readonly text: string;
  readonly x: number;
  readonly width: number;
  readonly align: 'left' | 'right';
}

const margin = 56;
const left = margin;
const right = 595.28 - margin;
const width = right - left;
const lastY = 841.89 - 110;
const ink = '#1f2937';
const quiet = '#6b7280';
const rule = '#d1d5db';

/** The columns of the table: description, quantity, price of one, tax rate, amount. */
const columns = [
  { key: 'description', x: left, width: 215, align: 'left' },
  { key: 'quantity', x: left + 220, width: 50, align: 'right' },
  { key: 'unitPrice', x: left + 275, width: 80, align: 'right' },
  { key: 'taxRate', x: left + 360, width: 43, align: 'right' },
  { key: 'amount', x: left + 408, width: width - 408, align: 'right' },
] as const;

/** Draws the invoice as an A4 PDF in the language of `t`. The same paper always gives the same bytes. */
export async function drawInvoice(paper: InvoicePaper, locale: string, t: Translate): Promise<Buffer> {
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
  table(sheet);
  totals(sheet);
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

function table(sheet: Sheet): void {
  const { pdf, paper, locale } = sheet;
  tableHead(sheet);
  for (const line of paper.lines) {
    const values = {
      description: line.description,
      quantity: new Intl.NumberFormat(locale).format(line.quantity),
      unitPrice: amount(sheet, line.unitPriceMinor),
      taxRate: line.taxRatePercent === null ? '–' : percent(line.taxRatePercent, locale),
      amount: amount(sheet, line.netMinor),
    };
    const cells = columns.map((column) => ({ ...column, text: printable(values[column.key]) }));
    row(sheet, cells, 10);
    pdf.moveTo(left, pdf.y).lineTo(right, pdf.y).lineWidth(0.5).strokeColor(rule).stroke();
    pdf.y += 6;
  }
}

function tableHead({ pdf, t }: Sheet): void {
  const { y } = pdf;
  pdf.font('Helvetica-Bold').fontSize(9).fillColor(quiet);
  for (const { key, x, width: size, align } of columns)
    pdf.text(printable(t(`orders.invoice.${key}`)), x, y, { width: size, align });
  pdf.font('Helvetica').fontSize(10).fillColor(ink);
  pdf
    .moveTo(left, y + 16)
    .lineTo(right, y + 16)
    .lineWidth(1)
    .strokeColor(ink)
    .stroke();
  pdf.y = y + 24;
}

/** Draws cells side by side and moves below the tallest; starts a new page where they do not fit. */
function row(sheet: Sheet, cells: readonly Cell[], gap: number): void {
  const { pdf } = sheet;
  const height = Math.max(...cells.map((cell) => pdf.heightOfString(cell.text, { width: cell.width })));
  if (pdf.y + height > lastY) {
    pdf.addPage();
    pdf.y = margin;
    tableHead(sheet);
  }
  const { y } = pdf;
  for (const { text, x, width: size, align } of cells) pdf.text(text, x, y, { width: size, align });
  pdf.y = y + height + gap / 2;
}

function totals(sheet: Sheet): void {
  const { pdf, paper, locale, t } = sheet;
  const taxes = paper.taxLines.map(({ ratePercent, baseMinor, taxMinor }) => ({
    label:
      ratePercent === null
        ? t('orders.invoice.tax')
        : t('orders.invoice.taxOf', { rate: percent(ratePercent, locale), base: amount(sheet, baseMinor) }),
    minor: taxMinor,
  }));
  const lines = [{ label: t('orders.invoice.net'), minor: paper.netMinor }, ...taxes];
  if (pdf.y + lines.length * 18 + 50 > lastY) {
    pdf.addPage();
    pdf.y = margin;
  }
  pdf.y += 8;
  for (const { label, minor } of lines) total(sheet, label, minor);
  pdf
    .moveTo(left + 220, pdf.y)
    .lineTo(right, pdf.y)
    .lineWidth(1)
    .strokeColor(ink)
    .stroke();
  pdf.y += 8;
  pdf.font('Helvetica-Bold').fontSize(12);
  total(sheet, t('orders.invoice.total'), paper.totalMinor);
  pdf.font('Helvetica').fontSize(10).fillColor(quiet);
  pdf.text(printable(t('orders.invoice.paid')), left, pdf.y + 18, { width });
}

function total(sheet: Sheet, label: string, minor: number): void {
  const { pdf } = sheet;
  const { y } = pdf;
  pdf.text(printable(label), left + 220, y, { width: 180 });
  pdf.text(printable(amount(sheet, minor)), left + 400, y, { width: width - 400, align: 'right' });
  pdf.y = y + 18;
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

const amount = ({ paper, locale }: Sheet, minor: number): string =>
  formatMoney(money(minor, paper.currency), locale);

const percent = (rate: number, locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 3 }).format(rate / 100);

const country = (code: string, locale: string): string =>
  new Intl.DisplayNames([locale], { type: 'region' }).of(code) ?? code;
