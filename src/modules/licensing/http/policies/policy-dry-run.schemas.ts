import { z } from 'zod';
import { listing } from '../../../../platform/http/paging.js';
import { effectSubjects, verdictCodes } from '../../application/console/policy-choices.js';

const effect = z
  .object({
    about: z
      .enum(effectSubjects)
      .describe(
        'machines: those with a place. next-machine: one more, with one core and one person. usage: one more of a counter.',
      ),
    before: z.enum(verdictCodes),
    after: z.enum(verdictCodes),
    machines: z.int().nullable().describe('How many get the other verdict; null where it is not about them.'),
    counter: z.string().nullable().describe('Which counter, where it is about usage; otherwise null.'),
  })
  .meta({ id: 'PolicyEffect', description: 'A verdict that the other rules would change.' });

const affected = z
  .object({
    id: z.uuid(),
    serialNumber: z.string().describe('As printed.'),
    organizationId: z.uuid(),
    organizationName: z.string().nullable(),
    effects: z.array(effect),
  })
  .meta({ id: 'AffectedLicense', description: 'A license with a verdict that would be another.' });

export const dryRunAnswer = listing(affected)
  .extend({
    version: z.int().describe('Of the policy that the rules were compared with.'),
    changed: z.array(z.string()).describe('The names of the rules that differ.'),
    summary: z
      .object({
        affected: z.int().describe('Licenses with another verdict; an estimate unless exact.'),
        exact: z.boolean(),
        examined: z.int().describe('How many were looked at, 20,000 at most; the oldest first.'),
        licenses: z.int().describe('How many follow the policy.'),
      })
      .nullable()
      .describe('Null on every page but the first.'),
  })
  .meta({ id: 'PolicyDryRun', description: 'What a changed policy would change, oldest licenses first.' });
