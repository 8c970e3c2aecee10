import { v7 } from 'uuid';

/** A string that names one kind of thing. Ids of different kinds do not mix. */
export type Id<Kind extends string> = string & { readonly __id: Kind };

export type OrganizationId = Id<'organization'>;
export type UserId = Id<'user'>;

/**
 * A new UUID v7: 36 characters, time-ordered, so it inserts at the end of an index.
 * @see RFC 9562 section 5.7
 */
export function newId<T extends Id<string>>(): T {
  return v7() as T;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** True when the text has the form of an id. It says nothing about whether the thing exists. */
export function isId(text: string): boolean {
  return uuid.test(text);
}
