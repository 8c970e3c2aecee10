type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * Writes readonly fields of an aggregate from inside one of its verbs. Elsewhere the fields stay readonly, so
 * an assignment from outside does not compile.
 */
export function change<T extends object>(target: T, changes: Partial<Writable<T>>): void {
  Object.assign(target, changes);
}
