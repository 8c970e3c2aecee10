import { StandardSchemaValidationPipe } from '@nestjs/common';
import { InvalidInput } from '../../kernel/errors.js';

type Issues = Parameters<
  NonNullable<NonNullable<ConstructorParameters<typeof StandardSchemaValidationPipe>[0]>['exceptionFactory']>
>[0];

/** Validates `@Body({ schema })`, `@Query({ schema })` and `@Param({ schema })`; refusals name each field. */
export const inputPipe = new StandardSchemaValidationPipe({
  exceptionFactory: (issues: Issues) => InvalidInput.of(issues.slice(0, 50).flatMap(fieldsOf)),
});

function fieldsOf(issue: Issues[number]) {
  const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part));
  const unknown = 'keys' in issue && Array.isArray(issue.keys) ? issue.keys : null;
  if (!unknown) return [{ field: path.join('.'), message: issue.message }];
  return unknown.slice(0, 20).map((key: unknown) => ({
    field: [...path, String(key)].join('.').slice(0, 200),
    message: 'This field is not known here; leave it out.',
  }));
}
