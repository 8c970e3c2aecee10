import { type DataClass, dataClassOf, type Subject, subjectOf } from './data-class.js';

/** A column with what its comment says; null where it says nothing we understand. */
export interface CataloguedColumn {
  readonly name: string;
  /** PostgreSQL's name of the type, e.g. `text[]`. */
  readonly type: string;
  readonly nullable: boolean;
  readonly dataClass: DataClass | null;
  /** Whether it is said to be personal, be it in a form that we understand or not. */
  readonly saidPersonal: boolean;
}

export interface CataloguedTable {
  /** With its schema, as SQL takes it: `identity."user"`. */
  readonly name: string;
  /** With its schema, as people write it: `identity.user`. */
  readonly title: string;
  readonly columns: readonly CataloguedColumn[];
  readonly subject: Subject | null;
}

export type Query = (text: string) => Promise<readonly object[]>;

interface Row {
  readonly schema: string;
  readonly table: string;
  readonly sqlName: string;
  readonly tableComment: string | null;
  readonly column: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly comment: string | null;
}

// The queue's own schema and the migrator's table are theirs, and hold ids only.
const columns = `
  select n.nspname as schema, c.relname as table, format('%I.%I', n.nspname, c.relname) as "sqlName",
    obj_description(c.oid, 'pg_class') as "tableComment", a.attname as column,
    format_type(a.atttypid, null) as type, not a.attnotnull as nullable,
    col_description(c.oid, a.attnum) as comment
  from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relkind in ('r', 'p') and not c.relispartition
    and n.nspname not in ('information_schema', 'bullmq', 'public') and n.nspname not like 'pg\\_%'
    and (n.nspname, c.relname) <> ('platform', 'migration')
  order by n.nspname, c.relname, a.attnum`;

/** Every table of the portal with its columns, and what the comments in the database say of them (row ID-12). */
export async function readDataCatalogue(query: Query): Promise<readonly CataloguedTable[]> {
  const rows = (await query(columns)) as readonly Row[];
  const byTable = Map.groupBy(rows, (row) => row.sqlName);
  return [...byTable].map(([name, own]) => tableOf(name, own));
}

function tableOf(name: string, rows: readonly Row[]): CataloguedTable {
  const types = new Map(rows.map((row) => [row.column, row.type]));
  return {
    name,
    title: `${rows[0]?.schema}.${rows[0]?.table}`,
    columns: rows.map((row) => ({
      name: row.column,
      type: row.type,
      nullable: row.nullable,
      dataClass: dataClassOf(row.comment),
      saidPersonal: row.comment?.startsWith('personal') ?? false,
    })),
    subject: subjectOf(rows[0]?.tableComment ?? null, (column) => types.get(column) === 'uuid'),
  };
}

const talking =
  /^(?:text|character varying|character|jsonb?|bytea|inet|cidr|citext|public\.citext|xml)(?:\[\])?$/;

/** What is wrong with the comments, each with its remedy. Empty when every column and table says what it must. */
export function faultsOf(catalogue: readonly CataloguedTable[]): readonly string[] {
  const titles = new Set(catalogue.map(({ title }) => title));
  return catalogue.flatMap((table) => [
    ...table.columns
      .filter(isUntold)
      .map(
        ({ name }) =>
          `${table.title}.${name}: comment it 'plain: <what it is>' or 'personal: <purpose>; <retention>; <set null, ` +
          `replace, replace (<text>), delete the row or keep (<reason>)>'`,
      ),
    ...table.columns
      .filter(cannotBeNull)
      .map(({ name }) => `${table.title}.${name}: it takes no null; replace it or delete the row`),
    ...subjectFaults(table, titles),
  ]);
}

const isUntold = ({ type, dataClass, saidPersonal }: CataloguedColumn): boolean =>
  dataClass === null && (saidPersonal || talking.test(type));

const cannotBeNull = ({ nullable, dataClass }: CataloguedColumn): boolean =>
  !nullable && dataClass?.kind === 'personal' && dataClass.erase.kind === 'set null';

function subjectFaults(table: CataloguedTable, titles: ReadonlySet<string>): string[] {
  const { title, subject } = table;
  const personal = table.columns.some(({ dataClass }) => dataClass?.kind === 'personal');
  if (personal && !subject)
    return [`${title}: comment the table 'subject: <column>' so that its rows are found for their person`];
  return (subject?.routes ?? []).flatMap((route) => [
    ...[route.column, ...(route.only ? [route.only.column] : [])].flatMap((column) =>
      table.columns.some(({ name }) => name === column) ? [] : [`${title} has no ${column}`],
    ),
    ...(route.is !== 'parent' || titles.has(route.table) ? [] : [`${title}: there is no ${route.table}`]),
  ]);
}
