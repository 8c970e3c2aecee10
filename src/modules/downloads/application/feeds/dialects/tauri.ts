import { type FeedContent, feedAddress, filePath, preferred } from '../feed-content.js';

const endings: Readonly<Record<string, readonly string[]>> = {
  macos: ['.app.tar.gz', '.tar.gz'],
  linux: ['.appimage', '.appimage.tar.gz', '.deb', '.rpm'],
  windows: ['.exe', '.msi', '.nsis.zip', '.msi.zip'],
};

/** The answer to Tauri's dynamic update server; null is its 204. @see https://v2.tauri.app/plugin/updater/ */
export function tauri(content: FeedContent): string | null {
  const { offer } = content.feed;
  if (!offer) return null;
  const { release, files } = offer;
  const file = preferred(files, endings[content.platform ?? ''] ?? []);
  const signature = file && content.minisign(file, release);
  if (!file || !signature) return null;
  const text = JSON.stringify({
    version: release.version,
    pub_date: release.publishedAt.toISOString(),
    url: '',
    signature: Buffer.from(signature).toString('base64'),
    notes: release.notesMarkdown,
  });
  // JSON would escape the mark that stands for the feed's address.
  return text.replace('"url":""', () => `"url":"${feedAddress}${filePath(file)}"`);
}
