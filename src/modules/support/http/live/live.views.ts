import type { Reader } from '../../../../platform/http/readers.js';
import type { Colleague } from '../../application/live/presence.js';

/** A little longer than somebody counts as writing, so that the page then shows that they stopped. */
const lookAgainMs = 11_000;

/** Who else has the request open, in a sentence each; null: nobody. */
export function companyView(company: readonly Colleague[], { t }: Reader) {
  if (company.length === 0) return null;
  return {
    people: company.map(({ name, writes }) => ({
      text: t(writes ? 'live.writes' : 'live.looks', { name }),
      writes,
    })),
    againMs: company.some(({ writes }) => writes) ? lookAgainMs : null,
  };
}
