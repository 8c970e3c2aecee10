import { DomainError } from '../kernel/domain-error.js';
import { InvalidConfiguration } from '../platform/config/config.js';

const withoutDatabase =
  'The database does not answer. See whether DATABASE_URL is right and PostgreSQL runs there';
const withoutSchema = 'The database lacks tables of this version. Run `latchkey migrate` first';
const withoutRights =
  'The database refuses these credentials. Correct the user, password and database in DATABASE_URL';

/** Why a command was refused, in words for who typed it: no stack, and no secret of the settings. */
export function explain(error: unknown): string {
  if (error instanceof InvalidConfiguration) return error.message;
  if (error instanceof DomainError) return ofDomain(error);
  const code = codeOf(error);
  if (code.startsWith('ERR_PARSE_ARGS')) return `${messageOf(error)}\n\`latchkey help\` shows what there is.`;
  if (/^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EHOST|57P|08|53)/.test(code)) return `${withoutDatabase} (${code}).`;
  if (/^(28|3D)/.test(code)) return `${withoutRights} (${code}).`;
  if (/^(42P01|3F000|42703)$/.test(code)) return `${withoutSchema} (${code}).`;
  return `It failed: ${messageOf(error)}\nLOG_LEVEL=debug shows where.`;
}

function ofDomain(error: DomainError): string {
  const { fields = [], remedy } = error.facts;
  const lines = fields.map(({ field, message }) => `  ${field}: ${message}`);
  return [error.message, ...lines, ...(remedy ? [remedy] : [])].join('\n');
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A connection that failed on every address of a host hides its code in its parts, the ORM's in its cause. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error instanceof Error ? codeOf(error.cause) : '';
}
