import { StandardSchemaValidationPipe } from '@nestjs/common';
import type { z } from 'zod';
import { InvalidInput } from '../../kernel/errors.js';
import { fieldIssues } from './field-issues.js';

/** Validates `@Body({ schema })`, `@Query({ schema })` and `@Param({ schema })`; refusals name each field. */
export const inputPipe = new StandardSchemaValidationPipe({
  // Every schema of ours is Zod's, so are the issues.
  exceptionFactory: (issues) => InvalidInput.of(fieldIssues(issues as unknown as z.core.$ZodIssue[])),
});
