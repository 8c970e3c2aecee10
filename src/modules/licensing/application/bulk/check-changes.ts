import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import type { OwnTerms } from '../../domain/license.js';
import type { LineProblem } from '../../domain/license-batch.js';
import { type LicenseChange, mayChange } from '../../domain/license-change.js';
import { effectiveStatus, type LicenseStatus } from '../../domain/license-status.js';
import { featureCode } from '../../domain/policy.js';
import { parseSerialNumber } from '../../domain/serial-number.js';
import type { CheckedLine } from './check-lines.js';
import type { ChangeColumn } from './columns.js';
import type { ReadCsv, TypedLine } from './read-csv.js';
import { referenceOf } from './reference.js';

interface Known {
  readonly licenseId: string;
  readonly serialNumber: string;
  readonly organizationId: OrganizationId;
  readonly sku: string;
  readonly status: LicenseStatus;
  readonly expiresAt: Date | null;
}

interface Checking {
  readonly change: LicenseChange;
  readonly names: readonly string[];
  readonly known: ReadonlyMap<string, Known>;
  /** Lines by the license that they name. */
  readonly firstLines: Map<string, number>;
  readonly now: Date;
}

type Refuse = (column: ChangeColumn, message: string) => null;

/** Finds the licenses that the lines of a file name, and says what is wrong with each. */
@Injectable()
export class CheckChanges {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  async execute(
    change: LicenseChange,
    { names, lines }: Pick<ReadCsv<ChangeColumn>, 'names' | 'lines'>,
  ): Promise<{ readonly checked: CheckedLine[]; readonly problems: LineProblem[] }> {
    const known = await this.licenses(lines.flatMap((line) => parseSerialNumber(line.serial_number) ?? []));
    const checking = { change, names, known, firstLines: new Map<string, number>(), now: this.clock.now() };
    const problems: LineProblem[] = [];
    const checked = lines.flatMap((typed) => {
      const refuse: Refuse = (column, message) => {
        problems.push({ line: typed.line, column, message });
        return null;
      };
      return checkedLine(typed, checking, refuse) ?? [];
    });
    return { checked, problems };
  }

  private async licenses(serialNumbers: readonly string[]): Promise<ReadonlyMap<string, Known>> {
    const rows = await this.database.many<Known>(sql`
      select l.id as "licenseId", l.serial_number as "serialNumber", l.organization_id as "organizationId",
        coalesce(e.code, p.code) as sku, l.status, l.expires_at as "expiresAt"
      from licensing.license l join licensing.product p on p.id = l.product_id
        left join licensing.edition e on e.id = l.edition_id
      where l.serial_number = any(${serialNumbers})`);
    return new Map(rows.map((row) => [row.serialNumber, row]));
  }
}

function checkedLine(typed: TypedLine<ChangeColumn>, checking: Checking, refuse: Refuse): CheckedLine | null {
  const { line } = typed;
  const license = licenseOf(typed, checking, refuse);
  const own = checking.change === 'extend' ? ownTerms(typed, checking.names, refuse) : null;
  const reference = referenceOf(typed.reference ?? '', (message) => refuse('reference', message));
  if (!license) return null;
  const { organizationId, sku, licenseId } = license;
  return { line, organizationId, sku, expiresAt: null, reference, licenseId, own };
}

function licenseOf(
  { line, serial_number: typed }: TypedLine<ChangeColumn>,
  { change, known, firstLines, now }: Checking,
  refuse: Refuse,
): Known | null {
  if (typed === '') return refuse('serial_number', 'Write the serial number of a license.');
  const serialNumber = parseSerialNumber(typed);
  if (!serialNumber) return refuse('serial_number', 'This is no serial number; look for a typing error.');
  const license = known.get(serialNumber);
  if (!license) return refuse('serial_number', 'No license has this serial number.');
  const first = firstLines.get(serialNumber);
  if (first !== undefined) return refuse('serial_number', `The license is in line ${first} already.`);
  firstLines.set(serialNumber, line);
  const status = effectiveStatus(license.status, license.expiresAt, now);
  return mayChange(change, status) ? license : refuse('serial_number', standing(change, status));
}

function standing(change: LicenseChange, status: LicenseStatus): string {
  if (change === 'reinstate') return 'The license is not suspended; take the line out.';
  return status === 'revoked'
    ? 'The license is revoked; take the line out.'
    : 'The license is suspended already; take the line out.';
}

// A column that the file does not have leaves what the license has; an empty cell leaves it to the policy.
function ownTerms(
  { machines, features }: TypedLine<ChangeColumn>,
  names: readonly string[],
  refuse: Refuse,
): Partial<OwnTerms> {
  return {
    ...(names.includes('machines') && { installationLimit: limitOf(machines, refuse) }),
    ...(names.includes('features') && { features: featuresOf(features, refuse) }),
  };
}

function limitOf(text: string, refuse: Refuse): number | null {
  if (text === '') return null;
  const number = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= 1_000_000
    ? number
    : refuse('machines', 'Use a whole number from 1 to 1,000,000, or leave the cell empty.');
}

function featuresOf(text: string, refuse: Refuse): readonly string[] {
  const codes = text.split(/\s+/).filter(Boolean);
  if (codes.length > 200) refuse('features', 'Use at most 200 features.');
  else if (!codes.every((code) => featureCode.test(code)))
    refuse(
      'features',
      'Separate codes of features by spaces, of letters, digits, dots, dashes and underscores.',
    );
  return codes;
}
