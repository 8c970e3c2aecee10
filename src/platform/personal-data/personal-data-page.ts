import type { CataloguedColumn, CataloguedTable } from './data-catalogue.js';
import type { EraseAction, Subject, SubjectRoute } from './data-class.js';

const intro = `# Personal data

What the portal keeps of people, why, how long, and what an erasure does to it. Generated from the comments of the database; do not edit it by hand, run \`UPDATE=1 npm test -- test/contract/data-classes\`.

Every column that can hold words has a comment: \`plain: <what it is>\`, or \`personal: <purpose>; <retention>; <erase action>\`. The action is \`set null\`, \`replace\`, \`replace (<text>)\`, \`delete the row\` or \`keep (<reason>)\`. A table with personal columns says whose its rows are:

- \`subject: user_id\`: the column has the id of the user, or, where it holds text, the e-mail address. Several are listed with commas.
- \`subject: owner = organization\`: the organization, where nobody else belongs to it. Likewise \`= user-key\` for \`user:\` and the id.
- \`subject: message_id = support.message\`: through a row of another table.
- \`subject: none (<reason>)\`: no row can be told to be somebody's.
- \`; where <condition>\` narrows the rows, and \`; not exported\` erases them without handing them out.

The export and the erasure are made from these comments alone.`;

/** docs/personal-data.md: every personal column, as its comment says. */
export function personalDataPage(catalogue: readonly CataloguedTable[]): string {
  return `${[intro, ...catalogue.flatMap(section)].join('\n\n')}\n`;
}

function section({ title, columns, subject }: CataloguedTable): string[] {
  const rows = columns.flatMap(row);
  if (rows.length === 0) return [];
  const table = ['| Column | Purpose | Kept | When erased |', '|---|---|---|---|', ...rows].join('\n');
  return [`## ${title}\n\n${subject ? belonging(subject) : ''}\n\n${table}`];
}

function belonging({ routes, reason, condition, exported }: Subject): string {
  if (reason !== null) return `Belongs to nobody that can be told: ${reason}.`;
  const where = condition === null ? '' : ` where \`${condition}\``;
  return `Belongs to the person by ${routes.map(routeWords).join(' or ')}${where}.${exported ? '' : ' Not in the export.'}`;
}

const routeWords = (route: SubjectRoute): string => {
  const only = route.only ? ` where \`${route.only.column} = '${route.only.value}'\`` : '';
  return `\`${route.column}\` (${route.is === 'parent' ? `through ${route.table}` : keys[route.is]})${only}`;
};

const keys = {
  user: 'the user',
  'user-key': 'a key made of the user',
  email: 'the e-mail address',
  login: 'the e-mail address or username',
  actor: 'who did it, without what names others',
  organization: 'an organization of nobody else',
} as const;

function row({ name, dataClass }: CataloguedColumn): string[] {
  if (dataClass?.kind !== 'personal') return [];
  const { purpose, retention, erase } = dataClass;
  return [`| \`${name}\` | ${purpose} | ${retention} | ${actionWords(erase)} |`];
}

function actionWords(erase: EraseAction): string {
  if (erase.kind === 'keep') return `kept: ${erase.reason}`;
  if (erase.kind === 'replace') return erase.by === null ? 'replaced' : `replaced by \`${erase.by}\``;
  return erase.kind === 'set null' ? 'emptied' : 'the row is deleted';
}
