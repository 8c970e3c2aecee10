import type { Reader } from '../../../../platform/http/readers.js';
import { formatSize, shownTime } from '../../../../platform/i18n/format.js';
import type { KnownFile } from '../../application/checking/find-known-file.js';

/** What was asked; `sha256` is null when it is no hash. */
interface Checked {
  readonly typed: string;
  readonly sha256: string | null;
  readonly files: readonly KnownFile[];
}

/** @param checked null: nothing was asked yet */
export function verifyView(checked: Checked | null, reader: Reader) {
  const { t, now, locale, timeZone } = reader;
  const files = checked?.files ?? [];
  const withdrawn = files.length > 0 && files.every((file) => file.withdrawn);
  return {
    title: t('downloads.check.title'),
    subtitle: t('downloads.check.subtitle'),
    typed: checked?.sha256 ?? checked?.typed ?? '',
    error: checked && checked.sha256 === null ? t('downloads.check.noHash') : null,
    sha256: checked?.sha256 ?? null,
    good: files.length > 0 && !withdrawn,
    withdrawn,
    unknown: checked !== null && checked.sha256 !== null && files.length === 0,
    files: files.map((file) => ({
      release: `${file.productName} ${file.version}`,
      fileName: file.fileName,
      size: formatSize(file.sizeBytes, locale),
      published: shownTime(file.publishedAt, now, locale, timeZone),
      withdrawn: file.withdrawn,
    })),
  };
}
