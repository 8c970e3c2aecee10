import type { CataloguedTable } from './data-catalogue.js';
import type { SubjectRoute } from './data-class.js';

/** A person as the tables know them. */
export interface DataSubject {
  /** The account, and those that became part of it. */
  readonly userIds: readonly string[];
  readonly email: string | null;
  readonly username: string | null;
  /** Organizations that nobody else belongs to. */
  readonly organizationIds: readonly string[];
}

/** SQL with `?` for each value. */
export interface Condition {
  readonly text: string;
  readonly values: readonly unknown[];
}

const never: Condition = { text: 'false', values: [] };

type Tables = ReadonlyMap<string, CataloguedTable>;

/** Which rows of the table belong to the person, by the comment of the table. */
export function conditionOf(table: CataloguedTable, person: DataSubject, tables: Tables): Condition {
  return anyOf(table, person, tables, ({ is }) => is !== 'actor');
}

/** Which rows tell what the person did, and belong to others. */
export function deedsOf(table: CataloguedTable, person: DataSubject, tables: Tables): Condition {
  const [did, own] = [
    anyOf(table, person, tables, ({ is }) => is === 'actor'),
    conditionOf(table, person, tables),
  ];
  return { text: `(${did.text}) and (${own.text}) is not true`, values: [...did.values, ...own.values] };
}

function anyOf(
  { subject }: CataloguedTable,
  person: DataSubject,
  tables: Tables,
  wanted: (route: SubjectRoute) => boolean,
): Condition {
  const routes = subject?.routes.filter(wanted).map((route) => narrowed(route, person, tables)) ?? [];
  if (!subject || routes.length === 0) return never;
  const text = routes.map((route) => route.text).join(' or ');
  return {
    text: subject.condition === null ? `(${text})` : `(${text}) and (${subject.condition})`,
    values: routes.flatMap((route) => route.values),
  };
}

function narrowed(route: SubjectRoute, person: DataSubject, tables: Tables): Condition {
  const { text, values } = routeCondition(route, person, tables);
  const { only } = route;
  return only
    ? { text: `(${text} and "${only.column}" = ?)`, values: [...values, only.value] }
    : { text, values };
}

function routeCondition(route: SubjectRoute, person: DataSubject, tables: Tables): Condition {
  const { column } = route;
  if (route.is === 'parent') {
    const parent = tables.get(route.table);
    if (!parent) return never;
    const inner = conditionOf(parent, person, tables);
    const text = `"${column}" in (select id from ${parent.name} where ${inner.text})`;
    return { text, values: inner.values };
  }
  const { userIds, email, username, organizationIds } = person;
  if (route.is === 'organization') return oneOf(`"${column}"`, '?::uuid', organizationIds);
  if (route.is === 'user-key')
    return oneOf(
      `"${column}"`,
      '?',
      userIds.map((id) => `user:${id}`),
    );
  if (route.is === 'user' || route.is === 'actor') return oneOf(`"${column}"`, '?::uuid', userIds);
  const names = route.is === 'login' ? [email, username] : [email];
  return oneOf(
    `lower("${column}")`,
    'lower(?)',
    names.filter((name) => name !== null),
  );
}

function oneOf(what: string, place: string, values: readonly string[]): Condition {
  if (values.length === 0) return never;
  return { text: `${what} in (${values.map(() => place).join(', ')})`, values };
}

/** How many tables are between this one and the one that names the person. */
export function depthOf(table: CataloguedTable, tables: ReadonlyMap<string, CataloguedTable>): number {
  const parents = (table.subject?.routes ?? []).flatMap((route) =>
    route.is === 'parent' ? [tables.get(route.table)] : [],
  );
  return Math.max(0, ...parents.map((parent) => (parent ? 1 + depthOf(parent, tables) : 0)));
}
