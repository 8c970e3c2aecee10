import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../../../../kernel/clock.js';
import { isId, type OrganizationId } from '../../../../kernel/ids.js';
import { People } from '../../../../platform/ports/people.js';
import type { OwnTerms } from '../../domain/license.js';
import type { LineProblem } from '../../domain/license-batch.js';
import { ListSkus } from '../console/list-skus.js';
import type { IssueColumn } from './columns.js';
import type { TypedLine } from './read-csv.js';
import { referenceOf } from './reference.js';

/** A line that can be carried out. */
export interface CheckedLine {
  readonly line: number;
  /** Whose the license is or will be. */
  readonly organizationId: OrganizationId;
  readonly sku: string;
  readonly expiresAt: Date | null;
  readonly reference: string | null;
  /** The license to change; null where one is issued. */
  readonly licenseId: string | null;
  /** What the license gets of its own; null where it gets nothing. */
  readonly own: Partial<OwnTerms> | null;
}

interface Known {
  readonly skus: ReadonlySet<string>;
  readonly ids: ReadonlyMap<string, unknown>;
  /** Ids by name in lower case. */
  readonly names: ReadonlyMap<string, readonly OrganizationId[]>;
  readonly now: Date;
}

type Refuse = (column: IssueColumn, message: string) => null;

/** Finds what the lines of a file name, and says what is wrong with each. */
@Injectable()
export class CheckLines {
  constructor(
    private readonly people: People,
    private readonly listSkus: ListSkus,
    private readonly clock: Clock,
  ) {}

  async execute(
    lines: readonly TypedLine<IssueColumn>[],
  ): Promise<{ readonly checked: CheckedLine[]; readonly problems: LineProblem[] }> {
    const named = [...new Set(lines.map(({ organization }) => organization))];
    const [skus, ids, names] = await Promise.all([
      this.listSkus.execute(),
      this.people.organizations(named.filter(isId).map((id) => id.toLowerCase() as OrganizationId)),
      this.people.organizationsCalled(named.filter((name) => name !== '' && !isId(name))),
    ]);
    const known = { skus: new Set(skus.map(({ sku }) => sku)), ids, names, now: this.clock.now() };
    const problems: LineProblem[] = [];
    const checked = lines.flatMap((line) => checkedLine(line, known, problems) ?? []);
    return { checked, problems };
  }
}

function checkedLine(
  typed: TypedLine<IssueColumn>,
  known: Known,
  problems: LineProblem[],
): CheckedLine | null {
  const { line, sku, reference } = typed;
  const before = problems.length;
  const refuse: Refuse = (column, message) => {
    problems.push({ line, column, message });
    return null;
  };
  const organizationId = organizationOf(typed.organization, known, refuse);
  if (sku === '') refuse('sku', 'Write the code of a product or an edition.');
  else if (!known.skus.has(sku)) refuse('sku', 'No product and no edition has this code.');
  const expiresAt = endOf(typed.expires_on, known.now, refuse);
  const kept = referenceOf(reference, (message) => refuse('reference', message));
  if (organizationId === null || problems.length > before) return null;
  return { line, organizationId, sku, expiresAt, reference: kept, licenseId: null, own: null };
}

function organizationOf(text: string, { ids, names }: Known, refuse: Refuse): OrganizationId | null {
  if (text === '') return refuse('organization', 'Write the organization, by its name or its id.');
  const id = text.toLowerCase() as OrganizationId;
  if (isId(text) && ids.has(id)) return id;
  const called = names.get(id) ?? [];
  if (called.length > 1)
    return refuse('organization', 'Several organizations have this name; write the id instead.');
  return called[0] ?? refuse('organization', 'No organization has this name or id.');
}

function endOf(text: string, now: Date, refuse: Refuse): Date | null {
  if (text === '') return null;
  if (!z.iso.date().safeParse(text).success) return refuse('expires_on', 'Use a date like 2027-11-20.');
  // The day itself is still included.
  const end = new Date(`${text}T23:59:59.000Z`);
  return end > now ? end : refuse('expires_on', 'Use a day that is still to come.');
}
