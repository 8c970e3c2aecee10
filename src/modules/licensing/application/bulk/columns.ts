import type { CsvShape } from './read-csv.js';

/** The columns of a file of licenses to issue. */
export type IssueColumn = 'organization' | 'sku' | 'expires_on' | 'reference';

export const issueColumns: CsvShape<IssueColumn> = {
  columns: ['organization', 'sku', 'expires_on', 'reference'],
  needed: [['organization'], ['sku']],
  missing: 'The first line must name the columns, among them organization and sku.',
  unknown: 'Use the columns organization, sku, expires_on and reference.',
};

/** The columns of a file of licenses to change. */
export type ChangeColumn = 'serial_number' | 'machines' | 'features' | 'reference';

/** To suspend, reinstate or revoke them. */
export const statusColumns: CsvShape<ChangeColumn> = {
  columns: ['serial_number', 'reference'],
  needed: [['serial_number']],
  missing: 'The first line must name the columns, among them serial_number.',
  unknown: 'Use the columns serial_number and reference.',
};

export const extendColumns: CsvShape<ChangeColumn> = {
  columns: ['serial_number', 'machines', 'features', 'reference'],
  needed: [['serial_number'], ['machines', 'features']],
  missing: 'The first line must name the columns, among them serial_number, and machines or features.',
  unknown: 'Use the columns serial_number, machines, features and reference.',
};
