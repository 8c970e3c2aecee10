import { parseArgs } from 'node:util';
import { InvalidInput } from '../kernel/errors.js';
import { InviteStaff } from '../modules/identity/application/staff/invite-staff.js';
import type { Command } from './command.js';

const roles = ['agent', 'manager', 'administrator'] as const;

/** Invites a colleague; the printed link works once. */
export const addStaff: Command = async (app, words, terminal) => {
  const { values } = parseArgs({
    args: [...words],
    options: { email: { type: 'string' }, name: { type: 'string' }, role: { type: 'string' } },
  });
  const role = roles.find((name) => name === values.role);
  if (!role) throw InvalidInput.field('--role', 'Use agent, manager or administrator.');
  if (!values.name) throw InvalidInput.field('--name', 'Give the name of the colleague.');
  const invitation = { email: values.email ?? '', name: values.name, role };
  const link = await app.get(InviteStaff, { strict: false }).execute(invitation);
  terminal.print(`Set-up link, valid once and for 24 hours: ${link}`);
};
