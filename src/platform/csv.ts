/** One record of RFC 4180, with no cell that a spreadsheet would run as a formula (security.md C3). */
export function csvRecord(cells: readonly string[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

/** Stands before the first record, so that spreadsheets read UTF-8. */
export const byteOrderMark = '\uFEFF';

// A leading apostrophe makes every spreadsheet read the cell as text.
function cellOf(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
