import { inflateSync } from 'node:zlib';

const latin1 = new TextDecoder('windows-1252');

/**
 * The words of a PDF as its pages draw them, one line per drawn piece of text. It reads what pdfkit writes with the
 * standard fonts: deflated content streams whose texts are hexadecimal in WinAnsi, split where letters are kerned.
 */
export function pdfText(pdf: Buffer): string {
  const text = pdf.toString('latin1');
  // By the length that it says, since deflated bytes may end like a line.
  const streams = text.matchAll(/<<[^>]*\/Length (\d+)[^>]*\/FlateDecode[^>]*>>\s*stream\r?\n/g);
  const pages = [...streams].map(({ index, 0: dictionary, 1: length }) => {
    const begin = index + dictionary.length;
    return inflateSync(pdf.subarray(begin, begin + Number(length))).toString('latin1');
  });
  return pages
    .flatMap((page) => [...page.matchAll(/\[([^\]]*)\] TJ/g)])
    .map(([, pieces = '']) =>
      [...pieces.matchAll(/<([0-9a-f]*)>/gi)]
        .map(([, hex = '']) => latin1.decode(Buffer.from(hex, 'hex')))
        .join(''),
    )
    .join('\n');
}
