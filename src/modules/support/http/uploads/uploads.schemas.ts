import { z } from 'zod';
import { isId } from '../../../../kernel/ids.js';
import { id } from '../../../../platform/http/fields.js';

/** Files that came in parts, as the API names them. */
export const uploadIds = z
  .array(id('upload'))
  .max(10, 'Use at most 10 uploads.')
  .default([])
  .describe('Finished uploads that go along: the last part of their address. Each goes with one message.');

const prefix = 'upload.';

/** Files that came in parts, as a form names them: `upload.<id>`. */
export const uploadsIn = (fields: Readonly<Record<string, unknown>>): string[] =>
  Object.keys(fields)
    .filter((name) => name.startsWith(prefix) && isId(name.slice(prefix.length)))
    .map((name) => name.slice(prefix.length).toLowerCase());
