import type { z } from 'zod';
import type { FieldIssue } from '../../kernel/domain-error.js';

const most = 50;

/** Zod's issues as ours: a dotted path and a message that says what to do; at most 50. */
export function fieldIssues(issues: readonly z.core.$ZodIssue[]): FieldIssue[] {
  return issues.slice(0, most).flatMap(issuesOf).slice(0, most);
}

function issuesOf(issue: z.core.$ZodIssue): FieldIssue[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, 20).map((key) => ({
      field: [...issue.path, key].join('.').slice(0, 200),
      message: 'This field is not known here; leave it out.',
    }));
  }
  if (issue.code === 'invalid_union') {
    const nearest = nearestForm(issue.errors);
    if (nearest.length > 0) {
      return nearest.flatMap((inner) => issuesOf({ ...inner, path: [...issue.path, ...inner.path] }));
    }
  }
  return [{ field: issue.path.join('.'), message: issue.message }];
}

/** Of several allowed forms, what is wrong with the one that the input comes nearest to. */
function nearestForm(forms: readonly z.core.$ZodIssue[][]): z.core.$ZodIssue[] {
  const strange = (form: readonly z.core.$ZodIssue[]) =>
    form.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? 10 * issue.keys.length : 1), 0);
  return [...forms].sort((a, b) => strange(a) - strange(b))[0] ?? [];
}
