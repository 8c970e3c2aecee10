import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../../../../kernel/clock.js';
import { isId, type OrganizationId } from '../../../../kernel/ids.js';
import { People } from '../../../../platform/ports/people.js';
import type { LineProblem } from '../../domain/license-batch.js';
import { ListSkus } from '../console/list-skus.js';
import type { IssueColumn, TypedLine } from './read-issue-csv.js';

/** A line of which a license can be issued. */
export interface CheckedLine {
  readonly line: number;
  readonly organizationId: OrganizationId;
  readonly sku: string;
  readonly expiresAt: Date | null;
  readonly reference: string | null;
}

interface Known {
  readonly skus: ReadonlySet<string>;
  readonly ids: ReadonlyMap<string, unknown>;
  /** Ids by name in lower case. */
  readonly names: ReadonlyMap<string, readonly OrganizationId[]>;
  readonly now: Date;
}

type Refuse = (column: IssueColumn, message: string) => null;

const printable = /^[^\p{Cc}]*$/u;

/** Finds what the lines of a file name, and says what is wrong with each. */
@Injectable()
export class CheckLines {
  constructor(
    private readonly people: People,
    private readonly listSkus: ListSkus,
    private readonly clock: Clock,
  ) {}

  async execute(
    lines: readonly TypedLine[],
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

function checkedLine(typed: TypedLine, known: Known, problems: LineProblem[]): CheckedLine | null {
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
  if (reference.length > 200) refuse('reference', 'Use at most 200 characters.');
  else if (!printable.test(reference)) refuse('reference', 'Use printable characters only.');
  if (organizationId === null || problems.length > before) return null;
  return { line, organizationId, sku, expiresAt, reference: reference === '' ? null : reference };
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
