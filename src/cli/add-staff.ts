import { parseArgs } from 'node:util';
import { InvalidInput } from '../kernel/errors.js';
import type { Command } from './command.js';

const roles = ['agent', 'manager', 'administrator'] as const;

/** Invites a colleague; the printed link works once. */
export const addStaff: Command = async (words, terminal, onPortal) => {
  const { values } = parseArgs({
    args: [...words],
    options: { email: { type: 'string' }, name: { type: 'string' }, role: { type: 'string' } },
  });
  const { email = '', name } = values;
  const role = roles.find((known) => known === values.role);
  if (!role) throw InvalidInput.field('--role', 'Use agent, manager or administrator.');
  if (!name) throw InvalidInput.field('--name', 'Give the name of the colleague.');
  const { InviteStaff } = await import('../modules/identity/application/staff/invite-staff.js');
  const link = await onPortal((app) =>
    app.get(InviteStaff, { strict: false }).execute({ email, name, role }),
  );
  terminal.print(`Set-up link, valid once and for 24 hours: ${link}`);
};
