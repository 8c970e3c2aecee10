/** All that a caller can see of an answer but the number of the request and the time. */
export function seen(answer: { readonly status: number; readonly headers: Headers }, text: string): object {
  const { date: _date, 'x-request-id': requestId = '', ...headers } = Object.fromEntries(answer.headers);
  return { status: answer.status, headers, text: requestId === '' ? text : text.replaceAll(requestId, 'ID') };
}

/** The same without what the visitor typed and is shown again, and without the length, which differs with it. */
export function seenOnPage(
  answer: { readonly status: number; readonly headers: Headers; readonly html: string },
  typed: readonly string[],
): string {
  let { html } = answer;
  for (const text of [...typed].sort((a, b) => b.length - a.length))
    if (text) html = html.replaceAll(text, '…');
  return JSON.stringify(seen(answer, html)).replace(/"content-length":"\d+",?/, '');
}
