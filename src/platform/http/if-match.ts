import { InvalidInput } from '../../kernel/errors.js';

/** The version that an editor read, out of `If-Match: "3"`. @throws InvalidInput when it says none */
export function versionIn(match: string | undefined): number {
  const version = Number(/^(?:W\/)?"(\d{1,9})"$/.exec(match ?? '')?.[1] ?? Number.NaN);
  if (Number.isNaN(version))
    throw InvalidInput.field('If-Match', 'Send the version that you read as If-Match, in quotes.');
  return version;
}
