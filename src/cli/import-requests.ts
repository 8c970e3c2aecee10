import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { InvalidInput } from '../kernel/errors.js';
import type { FoundFiles } from '../modules/support/application/importing/import-files.js';
import type {
  ImportProblem,
  ImportSource,
  ReadImport,
} from '../modules/support/application/importing/imported-request.js';
import type { MatchedRequest } from '../modules/support/application/importing/match-imported.js';
import type { Command, Terminal } from './command.js';

const readers: Readonly<Record<ImportSource, () => Promise<(text: string) => ReadImport>>> = {
  csv: async () =>
    (await import('../modules/support/application/importing/read-csv-requests.js')).readCsvRequests,
  zammad: async () => (await import('../modules/support/application/importing/read-zammad.js')).readZammad,
  osticket: async () =>
    (await import('../modules/support/application/importing/read-osticket.js')).readOsTicket,
};

/** Says what a file would make, and with `--apply` makes it. Returns 1 while something in the file is wrong. */
const importFrom =
  (source: ImportSource): Command =>
  async (words, terminal, onPortal) => {
    const options = {
      apply: { type: 'boolean' },
      'leave-out': { type: 'boolean' },
      files: { type: 'string' },
    } as const;
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
    const [path] = positionals;
    if (!path) throw InvalidInput.field('FILE', 'Name the file to import.');
    const read = (await readers[source]())(await textOf(path));
    const { ImportFolder } = await import('../modules/support/application/importing/import-folder.js');
    const folder = values.files === undefined ? null : await ImportFolder.at(values.files);
    const { ImportRequests } = await import('../modules/support/application/importing/import-requests.js');
    return await onPortal(async (app) => {
      const importing = app.get(ImportRequests, { strict: false });
      const plan = await importing.plan(read, folder);
      const { requests, problems, files } = plan;
      if (!values.apply) for (const request of requests) terminal.print(lineOf(request));
      complain(problems, terminal);
      for (const line of linesOf(files)) terminal.print(line);
      terminal.print(`${requests.length} requests can be imported, ${problems.length} problems.`);
      const mayGoOn = problems.length === 0 || values['leave-out'] === true;
      if (!values.apply || !mayGoOn) {
        terminal.print(
          problems.length > 0
            ? 'Nothing was imported. Correct the file, or leave out what is wrong with --leave-out.'
            : 'Nothing was imported. Run it again with --apply.',
        );
        return problems.length > 0 ? 1 : 0;
      }
      const done = await importing.execute(source, plan, (count) => {
        if (count % 500 === 0) terminal.print(`${count} of ${requests.length}`);
      });
      complain(done.problems, terminal);
      if (done.files > 0) terminal.print(`${done.files} files came along.`);
      terminal.print(`${done.made} requests were imported, ${done.known} were here already.`);
      return 0;
    });
  };

function complain(problems: readonly ImportProblem[], terminal: Terminal): void {
  for (const { where, field, message } of problems) terminal.complain(`${where}, ${field}: ${message}`);
}

function linesOf({ found, problems, unsought, ofNotes }: FoundFiles): string[] {
  return [
    ...(found.size + problems.length > 0
      ? [`${found.size} files can come along, ${problems.length} cannot.`]
      : []),
    ...(unsought > 0
      ? [`${unsought} files are named only. Give the folder that they were saved to with --files.`]
      : []),
    ...(ofNotes > 0 ? [`${ofNotes} files belong to notes, which take none; their names come along.`] : []),
  ];
}

async function textOf(path: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    if (error instanceof TypeError) throw InvalidInput.field('FILE', 'Save the file in UTF-8.');
    throw InvalidInput.field('FILE', 'The file cannot be read. Look for its name and its rights.');
  }
}

function lineOf({ request, requester, assigneeId, foundBy }: MatchedRequest): string {
  const { where, oldNumber, status, entries, shared } = request;
  const notes = entries.filter(({ visibility }) => visibility === 'internal').length;
  return [
    `${where}: ${oldNumber}, ${status}`,
    `organization by ${foundBy}`,
    `requester ${requester.isStranger ? 'without an account' : 'known'}`,
    ...(request.assigneeEmail ? [`assignee ${assigneeId ? 'known' : 'unknown, left open'}`] : []),
    `${entries.length - notes} messages, ${notes} notes`,
    shared ? 'shared' : 'confidential',
  ].join('; ');
}

/** What `latchkey import` does. */
export const importRequests = {
  csv: importFrom('csv'),
  zammad: importFrom('zammad'),
  osticket: importFrom('osticket'),
};
