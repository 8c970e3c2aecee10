import { inflateSync } from 'node:zlib';

const latin1 = new TextDecoder('windows-1252');

/**
 * The words of a PDF as its pages draw them, one line per drawn piece of text. It reads what pdfkit writes with the
 * standard fonts: deflated content streams whose texts are hexadecimal in WinAnsi, split where letters are kerned.
 */
export function pdfText(pdf: Buffer): string {
  const streams = pdf
    .toString('latin1')
    .matchAll(/\/FlateDecode[^>]*>>\s*stream\r?\n([\s\S]*?)\r?\nendstream/g);
  const pages = [...streams].map(([, stream = '']) =>
    inflateSync(Buffer.from(stream, 'latin1')).toString('latin1'),
  );
  return pages
    .flatMap((page) => [...page.matchAll(/\[([^\]]*)\] TJ/g)])
    .map(([, pieces = '']) =>
      [...pieces.matchAll(/<([0-9a-f]*)>/gi)]
        .map(([, hex = '']) => latin1.decode(Buffer.from(hex, 'hex')))
        .join(''),
    )
    .join('\n');
}
