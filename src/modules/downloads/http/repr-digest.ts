/** The algorithm that the reader likes best among those we have; SHA-256 where it says nothing that we know. */
function preferred(wanted: string | undefined): 'sha-256' | 'sha-512' {
  const weights = { 'sha-256': 0, 'sha-512': 0 };
  for (const part of (wanted ?? '').slice(0, 500).split(',')) {
    const [, name, weight] = /^\s*(sha-256|sha-512)=(\d{1,2})\s*$/.exec(part) ?? [];
    if (name === 'sha-256' || name === 'sha-512') weights[name] = Number(weight);
  }
  return weights['sha-512'] > weights['sha-256'] ? 'sha-512' : 'sha-256';
}

/**
 * The digest of the whole file, whichever part of it is sent.
 * @param wanted the header `Want-Repr-Digest`
 * @see RFC 9530 sections 3 and 4
 */
export function reprDigest(
  file: { readonly sha256: string; readonly sha512?: string },
  wanted: string | undefined,
): string {
  if (file.sha512 !== undefined && preferred(wanted) === 'sha-512') return `sha-512=:${file.sha512}:`;
  return `sha-256=:${Buffer.from(file.sha256, 'hex').toString('base64')}:`;
}
