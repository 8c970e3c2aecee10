import type { DemoFacts } from './demo-facts.js';

/** What the demo prints when it is ready. */
export function greeting(facts: DemoFacts): string {
  const { baseUrl, member, otherMember, agent, admin, unclaimed } = facts;
  const rows = [
    ['Customer', member.login, member.password, `${member.organization}; also ${member.email}`],
    ['Customer', otherMember.login, otherMember.password, otherMember.organization],
    ['Agent', agent.login, agent.password, 'console'],
    ['Administrator', admin.login, admin.password, 'console'],
  ];
  const head = ['Who', 'Login', 'Password', 'Where'];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `  ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`;
  return [
    '',
    line(head),
    line(widths.map((width) => '-'.repeat(width))),
    ...rows.map(line),
    '',
    `  First sign-in   serial number ${unclaimed.serialNumber}, UID ${unclaimed.uid}`,
    `  Mails           ${facts.mailboxUrl}`,
    `  API             ${baseUrl}/api/docs`,
    '',
    `Latchkey is ready: ${baseUrl}`,
    'Ctrl-C stops everything; the data stays for the next start.',
  ].join('\n');
}
