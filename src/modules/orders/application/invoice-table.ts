import { formatMoney, money } from '../../../kernel/money.js';
import { ink, lastY, left, margin, quiet, right, rule, type Sheet, width } from './invoice-sheet.js';
import { printable } from './printable.js';

interface Cell {
  readonly text: string;
  readonly x: number;
  readonly width: number;
  readonly align: 'left' | 'right';
}

/** The columns of the table: description, quantity, price of one, tax rate, amount. */
const columns = [
  { key: 'description', x: left, width: 215, align: 'left' },
  { key: 'quantity', x: left + 220, width: 50, align: 'right' },
  { key: 'unitPrice', x: left + 275, width: 80, align: 'right' },
  { key: 'taxRate', x: left + 360, width: 43, align: 'right' },
  { key: 'amount', x: left + 408, width: width - 408, align: 'right' },
] as const;

/** Draws the positions, on as many pages as they take. */
export function drawTable(sheet: Sheet): void {
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

/** Draws net, taxes and total below the positions. */
export function drawTotals(sheet: Sheet): void {
  const { pdf, paper, locale, t } = sheet;
  const taxes = paper.taxLines.map(({ ratePercent, baseMinor, taxMinor }) => ({
    label:
      ratePercent === null
        ? t('orders.invoice.tax')
        : t('orders.invoice.taxOf', { rate: percent(ratePercent, locale), base: amount(sheet, baseMinor) }),
    minor: taxMinor,
  }));
  const lines = [{ label: t('orders.invoice.net'), minor: paper.netMinor }, ...taxes];
  if (pdf.y + lines.length * 18 + 80 > lastY) {
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
  if (paper.claimCode === null) return;
  pdf.fontSize(9);
  pdf.text(printable(t('orders.invoice.claimCode', { code: paper.claimCode })), left, pdf.y + 6, { width });
}

function total(sheet: Sheet, label: string, minor: number): void {
  const { pdf } = sheet;
  const { y } = pdf;
  pdf.text(printable(label), left + 220, y, { width: 180 });
  pdf.text(printable(amount(sheet, minor)), left + 400, y, { width: width - 400, align: 'right' });
  pdf.y = y + 18;
}

const amount = ({ paper, locale }: Sheet, minor: number): string =>
  formatMoney(money(minor, paper.currency), locale);

const percent = (rate: number, locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 3 }).format(rate / 100);
