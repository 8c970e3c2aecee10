import type { CataloguedColumn, CataloguedTable } from './data-catalogue.js';
import type { Condition } from './subject-condition.js';

/** What erasing does to the rows of one table: nothing, forgets the rows, or empties some columns. */
export function erasureOf(table: CataloguedTable, rows: Condition): Condition | null {
  const personal = table.columns.filter(({ dataClass }) => dataClass?.kind === 'personal');
  const actions = personal.map((column) => ({ column, change: changeOf(column) }));
  if (actions.some(({ change }) => change === 'delete')) {
    const files = table.columns.some(({ name }) => name === 'storage_key') ? ' returning storage_key' : '';
    return { text: `delete from ${table.name} where ${rows.text}${files}`, values: rows.values };
  }
  const set = actions.flatMap(({ column, change }) =>
    change === null || change === 'delete' ? [] : [{ column, change }],
  );
  if (set.length === 0) return null;
  const assignments = set.map(({ column, change }) => `"${column.name}" = ${change.text}`).join(', ');
  return {
    text: `update ${table.name} set ${assignments} where ${rows.text}`,
    values: [...set.flatMap(({ change }) => change.values), ...rows.values],
  };
}

function changeOf({ type, dataClass }: CataloguedColumn): Condition | 'delete' | null {
  if (dataClass?.kind !== 'personal' || dataClass.erase.kind === 'keep') return null;
  const { erase } = dataClass;
  if (erase.kind === 'delete the row') return 'delete';
  if (erase.kind === 'set null') return { text: 'null', values: [] };
  if (type === 'uuid') return { text: 'gen_random_uuid()', values: [] };
  if (erase.by === 'random') return { text: 'gen_random_uuid()::text', values: [] };
  if (erase.by !== null) return { text: '?', values: [erase.by] };
  if (type.endsWith('[]')) return { text: `'{}'`, values: [] };
  return { text: type.startsWith('json') ? `'{}'` : `'erased'`, values: [] };
}
