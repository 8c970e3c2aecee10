/** Text as a file name everywhere: ASCII letters, digits, `.`, `_` and `-`. */
export function plainName(text: string, longest: number): string {
  const plain = text
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, longest);
  return plain || 'file';
}

/** The name of a bundle and of the one folder in it. */
export function bundleName(of: {
  readonly productName: string;
  readonly version: string;
  readonly platform: string;
}): string {
  const platform = of.platform === 'any' ? '' : `-${of.platform}`;
  return plainName(
    `${plainName(of.productName, 24)}-${plainName(of.version, 24)}${platform}`,
    56,
  ).toLowerCase();
}
