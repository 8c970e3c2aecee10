/** Who a mail in a mailbox was for, the surest first. */
export const headersWanted = ['x-original-to', 'delivered-to', 'envelope-to', 'to', 'cc'] as const;

const longestHead = 65_536;
const mostAddresses = 20;

/** Every address in the head, once, in lower case. */
export function addressesIn(head: Buffer): string[] {
  const text = head.subarray(0, longestHead).toString('latin1').toLowerCase();
  const found = text.split(/[\s<>,;:"()]+/).filter((part) => /^[^@]{1,64}@[^@]{1,255}$/.test(part));
  return [...new Set(found)].slice(0, mostAddresses);
}

/** The head of a mail that is too large to take, with a text of our own that says so and where it lies. */
export function cutMail(
  head: Buffer,
  about: { readonly sizeBytes: number; readonly maxBytes: number; readonly at: string },
): Buffer {
  const fields = head
    .toString('latin1')
    .trimEnd()
    .split(/\r?\n(?![ \t])/)
    .filter((field) => field !== '' && !/^(?:content-|mime-version)/i.test(field));
  const mebibytes = (bytes: number): number => Math.round(bytes / 104_857.6) / 10;
  const text = `[This mail has ${mebibytes(about.sizeBytes)} MiB, and the portal takes ${mebibytes(about.maxBytes)} MiB. It is whole in the folder "${about.at}" of the mailbox.]`;
  return Buffer.from(`${fields.join('\r\n')}\r\n\r\n${text}\r\n`, 'latin1');
}
