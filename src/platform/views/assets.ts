import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project-root.js';

/** What scripts/build-assets.mjs made: hashed addresses of files and the icons that templates use. */
export class Assets {
  private readonly addresses = read('public/manifest.json');
  private readonly icons = read('icons.json');

  /** The address of a built file, e.g. `/assets/app.3f2a1c.css`. @throws Error when it was not built. */
  url(name: string): string {
    const address = this.addresses[name];
    if (!address) throw new Error(`The asset ${name} was not built; run npm run build:assets.`);
    return address;
  }

  /** The SVG of an icon. @throws Error when it was not collected. */
  icon(name: string): string {
    const svg = this.icons[name];
    if (!svg) throw new Error(`The icon ${name} was not collected; run npm run build:assets.`);
    return svg;
  }
}

function read(file: string): Record<string, string> {
  const path = join(projectRoot, 'dist', file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}
