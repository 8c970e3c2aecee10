import type { Migration } from '@mikro-orm/migrations';

/** Every migration, oldest first. A released one is never edited. */
export const migrations: readonly (new (...args: never[]) => Migration)[] = [];
