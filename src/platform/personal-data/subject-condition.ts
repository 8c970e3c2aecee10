import type { CataloguedTable } from './data-catalogue.js';
import type { SubjectRoute } from './data-class.js';

/** A person as the tables know them. */
export interface DataSubject {
  readonly userId: string;
  readonly email: string | null;
  /** Organizations that nobody else belongs to. */
  readonly organizationIds: readonly string[];
}

/** SQL with `?` for each value. */
export interface Condition {
  readonly text: string;
  readonly values: readonly unknown[];
}

const never: Condition = { text: 'false', values: [] };

/** Which rows of the table belong to the person, by the comment of the table. */
export function conditionOf(
  table: CataloguedTable,
  person: DataSubject,
  tables: ReadonlyMap<string, CataloguedTable>,
): Condition {
  const { subject } = table;
  if (!subject || subject.routes.length === 0) return never;
  const routes = subject.routes.map((route) => routeCondition(route, person, tables));
  const text = routes.map((route) => route.text).join(' or ');
  return {
    text: subject.condition === null ? `(${text})` : `(${text}) and (${subject.condition})`,
    values: routes.flatMap((route) => route.values),
  };
}

function routeCondition(
  route: SubjectRoute,
  person: DataSubject,
  tables: ReadonlyMap<string, CataloguedTable>,
): Condition {
  const column = `"${route.column}"`;
  if (route.is === 'parent') {
    const parent = tables.get(route.table);
    if (!parent) return never;
    const inner = conditionOf(parent, person, tables);
    return { text: `${column} in (select id from ${parent.name} where ${inner.text})`, values: inner.values };
  }
  if (route.is === 'user') return { text: `${column} = ?::uuid`, values: [person.userId] };
  if (route.is === 'user-key') return { text: `${column} = ?`, values: [`user:${person.userId}`] };
  if (route.is === 'email') {
    return person.email === null ? never : { text: `lower(${column}) = lower(?)`, values: [person.email] };
  }
  const ids = person.organizationIds;
  if (ids.length === 0) return never;
  return { text: `${column} in (${ids.map(() => '?::uuid').join(', ')})`, values: ids };
}

/** How many tables are between this one and the one that names the person. */
export function depthOf(table: CataloguedTable, tables: ReadonlyMap<string, CataloguedTable>): number {
  const parents = (table.subject?.routes ?? []).flatMap((route) =>
    route.is === 'parent' ? [tables.get(route.table)] : [],
  );
  return Math.max(0, ...parents.map((parent) => (parent ? 1 + depthOf(parent, tables) : 0)));
}
