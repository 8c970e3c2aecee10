/** What happens to a personal column when its person is erased. */
export type EraseAction =
  | { readonly kind: 'set null' }
  /** `by` null: by what the type has for nothing; `random` by an id that nobody has. */
  | { readonly kind: 'replace'; readonly by: string | null }
  | { readonly kind: 'delete the row' }
  | { readonly kind: 'keep'; readonly reason: string };

/** What the comment of a column says of it. */
export type DataClass =
  | { readonly kind: 'plain'; readonly about: string }
  | {
      readonly kind: 'personal';
      readonly purpose: string;
      readonly retention: string;
      readonly erase: EraseAction;
    };

/**
 * What a column holds of a person: the id of the user, `user:` and that id, an e-mail address, that or a username, or
 * the id of an organization that nobody else belongs to. `actor`: the id of the user who did what the row is about;
 * only its plain columns are theirs to read, and nothing of it is erased with them.
 */
export type SubjectKey = 'user' | 'user-key' | 'email' | 'login' | 'organization' | 'actor';

/** How a row belongs to a person; `only` narrows the route to rows with a value. */
export type SubjectRoute = { readonly column: string; readonly only: Only | null } & (
  | { readonly is: SubjectKey }
  /** Through the row of another table of the schema. */
  | { readonly is: 'parent'; readonly table: string }
);

interface Only {
  readonly column: string;
  readonly value: string;
}

/** What the comment of a table says of whose its rows are. */
export interface Subject {
  /** None: no row can be told to be somebody's, and `reason` says why that is right. */
  readonly routes: readonly SubjectRoute[];
  readonly reason: string | null;
  /** SQL that the rows must meet besides. */
  readonly condition: string | null;
  /** False: erased with the person, and not theirs to read. */
  readonly exported: boolean;
}

/** @returns null when the comment is missing or not of the form that docs/personal-data.md explains */
export function dataClassOf(comment: string | null): DataClass | null {
  const plain = /^plain: (\S.*)$/s.exec(comment ?? '');
  if (plain) return { kind: 'plain', about: plain[1] ?? '' };
  const parts = /^personal: ([^;]*\S); ([^;]*\S); (.+)$/s.exec(comment ?? '');
  const erase = parts && eraseActionOf(parts[3] ?? '');
  if (!parts || !erase) return null;
  return { kind: 'personal', purpose: parts[1] ?? '', retention: parts[2] ?? '', erase };
}

function eraseActionOf(text: string): EraseAction | null {
  if (text === 'set null' || text === 'delete the row') return { kind: text };
  const [, kind, words = null] = /^(replace|keep)(?: \(([^()]+(?:\([^()]*\)[^()]*)*)\))?$/.exec(text) ?? [];
  if (kind === 'replace') return { kind, by: words };
  return kind === 'keep' && words !== null ? { kind, reason: words } : null;
}

/**
 * `subject: user_id`, `subject: actor_id, about_user_id; where actor_kind <> 'staff'`,
 * `subject: message_id = support.message; not exported`, `subject: author_id if author_kind = 'customer'`,
 * `subject: none (expires within an hour)`.
 * @param isUuid tells what a bare column holds: a user's id, or an e-mail address
 * @returns null when the comment is missing or malformed
 */
export function subjectOf(comment: string | null, isUuid: (column: string) => boolean): Subject | null {
  const [, text = '', rest = ''] = /^subject: ([^;]+?)((?:; .+)?)$/s.exec(comment ?? '') ?? [];
  if (text === '') return null;
  const exported = !/; not exported(?:;|$)/.test(rest);
  const condition = /; where ([^;]+)$/.exec(rest)?.[1] ?? null;
  const none = /^none \((.+)\)$/.exec(text);
  if (none) return { routes: [], reason: none[1] ?? '', condition, exported };
  const routes = text.split(', ').map((route) => routeOf(route, isUuid));
  if (routes.some((route) => route === null)) return null;
  return { routes: routes.filter((route) => route !== null), reason: null, condition, exported };
}

const keys: readonly SubjectKey[] = ['user', 'user-key', 'email', 'login', 'organization', 'actor'];

function routeOf(text: string, isUuid: (column: string) => boolean): SubjectRoute | null {
  const form = /^([a-z_]+)(?: = ([a-z_.-]+))?(?: if ([a-z_]+) = '([a-z-]+)')?$/;
  const [, column, target, narrowed, value = ''] = form.exec(text) ?? [];
  if (column === undefined) return null;
  const only = narrowed === undefined ? null : { column: narrowed, value };
  if (target === undefined) return { column, is: isUuid(column) ? 'user' : 'email', only };
  const key = keys.find((known) => known === target);
  if (key) return { column, is: key, only };
  return target.includes('.') ? { column, is: 'parent', table: target, only } : null;
}
