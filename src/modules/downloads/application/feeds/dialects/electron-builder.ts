import type { PublishedArtifact } from '../../published-releases.js';
import { type FeedContent, filePath, preferred } from '../feed-content.js';

const endings: Readonly<Record<string, readonly string[]>> = {
  windows: ['.exe', '.msi', '.appx'],
  macos: ['.zip', '.dmg'],
  linux: ['.appimage', '.deb', '.rpm', '.pacman', '.snap'],
};

/**
 * The update info of electron-builder's generic provider. Null when the license covers nothing, which electron-updater
 * has no word for. @see https://www.electron.build/auto-update
 */
export function electronBuilder(content: FeedContent): string | null {
  const { latest } = content.feed;
  if (!latest) return null;
  const { release, files } = latest;
  const first = preferred(files, endings[content.platform ?? ''] ?? []) ?? files[0];
  if (!first) return null;
  const staged = content.drawsItself && release.rolloutPercent < 100;
  return [
    `version: ${quoted(release.version)}`,
    'files:',
    ...[first, ...files.filter((file) => file !== first)].flatMap(fileLines),
    `path: ${quoted(filePath(first))}`,
    `sha512: ${quoted(first.sha512)}`,
    `releaseName: ${quoted(release.title)}`,
    `releaseNotes: ${quoted(release.notesMarkdown)}`,
    `releaseDate: ${quoted(release.publishedAt.toISOString())}`,
    ...(staged ? [`stagingPercentage: ${release.rolloutPercent}`] : []),
    '',
  ].join('\n');
}

function fileLines(file: PublishedArtifact): string[] {
  return [
    `  - url: ${quoted(filePath(file))}`,
    `    sha512: ${quoted(file.sha512)}`,
    `    size: ${file.sizeBytes}`,
  ];
}

// A JSON string is a double-quoted scalar of YAML 1.2.
const quoted = (text: string): string => JSON.stringify(text.toWellFormed());
