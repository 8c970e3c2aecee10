const most = 8;

/** The words of a query, so that nothing in them is an operator: lower case, letters and digits only, at most 8 of at most 40 characters. */
export function searchTerms(query: string): string[] {
  const words =
    query
      .slice(0, 200)
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words.map((word) => word.slice(0, 40)))].slice(0, most);
}
