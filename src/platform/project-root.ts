import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function find(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder)
    throw new Error('Latchkey was started outside its folder: no package.json above the code.');
  return find(parent);
}

/** The folder that holds package.json, templates and dist, whether the code runs from src or from dist. */
export const projectRoot: string = find(dirname(fileURLToPath(import.meta.url)));
