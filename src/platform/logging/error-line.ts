import { stdSerializers } from 'pino';

interface DatabaseFacts {
  readonly code?: unknown;
  readonly detail?: unknown;
}

// PostgreSQL prints the whole row that it refused, and MikroORM repeats that in the message.
const withRows = ['code', 'detail', 'where', 'internalQuery', 'query', 'sql', 'parameters', 'params'];

/** An error as the log has it: what failed and where, without any row or parameter of a statement. */
export function errorLine(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code, detail } = error as Error & DatabaseFacts;
  const without = (text: string): string =>
    typeof detail === 'string' && detail !== '' ? text.replaceAll(detail, '[left out]') : text;
  const line: Record<string, unknown> = { ...stdSerializers.err(error) };
  for (const name of withRows) delete line[name];
  for (const [name, value] of Object.entries(line)) {
    if (typeof value === 'string') line[name] = without(value);
  }
  // By another name, since members called `code` are secrets of people.
  return { ...line, errorCode: code };
}
