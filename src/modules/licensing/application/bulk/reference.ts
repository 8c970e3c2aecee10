const printable = /^[^\p{Cc}]*$/u;

/** What the vendor calls a line; null when it has no name, or one that is refused. */
export function referenceOf(text: string, refuse: (message: string) => null): string | null {
  if (text.length > 200) return refuse('Use at most 200 characters.');
  if (!printable.test(text)) return refuse('Use printable characters only.');
  return text === '' ? null : text;
}
