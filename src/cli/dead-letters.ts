import { validate as isUuid } from 'uuid';
import { NotFound } from '../kernel/errors.js';
import type { Command } from './command.js';

const list: Command = async (_words, terminal, onPortal) => {
  const { DeadLetters } = await import('../platform/events/dead-letters.js');
  const letters = await onPortal((app) => app.get(DeadLetters, { strict: false }).list(100));
  if (letters.length === 0) terminal.print('No event is left behind.');
  for (const letter of letters) terminal.print(JSON.stringify(letter));
};

const replay: Command = async ([id = ''], terminal, onPortal) => {
  if (!isUuid(id)) throw NotFound.of('dead letter');
  const { DeadLetters } = await import('../platform/events/dead-letters.js');
  const known = await onPortal((app) => app.get(DeadLetters, { strict: false }).replay(id));
  if (!known) throw NotFound.of('dead letter');
  terminal.print('Handed over again; the worker takes it from here.');
};

/** What `latchkey events` does. */
export const deadLetters = { list, replay };
