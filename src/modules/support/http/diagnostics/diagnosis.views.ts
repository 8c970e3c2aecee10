import type { Reader } from '../../../../platform/http/readers.js';
import type { NewerRelease } from '../../../downloads/index.js';
import type { Thread } from '../../application/ticket-thread.js';
import type { Diagnosis } from '../../domain/diagnostics/diagnosis.js';
import { timeOf } from '../tickets.wording.js';

/** A diagnostic bundle beneath its file; null for other files. */
export function diagnosisView(bundle: Diagnosis | null, reader: Reader) {
  const { t } = reader;
  if (!bundle) return null;
  const { manifest, fault } = bundle;
  if (!manifest) {
    const about = fault.about ?? '';
    return {
      version: null,
      fault: t(`support.bundle.fault.${fault.code}`, { about }),
      facts: [],
      errors: [],
      redacted: null,
    };
  }
  const facts = [
    ['product', manifest.product],
    ['version', manifest.build ? `${manifest.version} (${manifest.build})` : manifest.version],
    ['system', systemOf(manifest)],
    ['installation', manifest.installation],
  ] as const;
  return {
    version: manifest.version,
    fault: null,
    facts: [
      ...facts.flatMap(([name, text]) => (text ? [{ label: t(`support.bundle.${name}`), text }] : [])),
      { label: t('support.bundle.created'), at: timeOf(new Date(manifest.createdAt), reader) },
    ],
    errors: manifest.errors.map(({ code, message, at, count }) => ({
      code,
      message,
      count,
      at: timeOf(new Date(at), reader),
    })),
    redacted:
      manifest.redactions.length > 0
        ? t('support.bundle.redacted', { count: manifest.redactions.length })
        : null,
  };
}

interface WithBundles {
  readonly files: readonly { readonly bundle: ReturnType<typeof diagnosisView> }[];
}

/**
 * Says beside bundles of an older version what the license may have instead.
 * @param href of the release; null: no page to lead to
 */
export function besideBundles<Entry extends WithBundles>(
  entries: readonly Entry[],
  newer: NewerRelease | null,
  { href, reader }: { readonly href: string | null; readonly reader: Reader },
) {
  if (!newer) return entries;
  const { productName: product, version } = newer;
  const told = { text: reader.t('support.bundle.newer', { product, version }), href };
  const isOlder = (of: string | null | undefined) => newer.olderVersions.some((one) => one === of);
  return entries.map((entry) => ({
    ...entry,
    files: entry.files.map((file) =>
      isOlder(file.bundle?.version) ? { ...file, bundle: { ...file.bundle, newer: told } } : file,
    ),
  }));
}

const systemOf = ({ platform, os, architecture }: NonNullable<Diagnosis['manifest']>): string =>
  [os ?? platform, architecture].filter(Boolean).join(', ');

/** What the newest bundle of the conversation says, for the list of facts. */
export function bundleFacts({ messages }: Pick<Thread, 'messages'>, { t }: Reader) {
  const manifest = messages
    .flatMap(({ attachments }) => attachments)
    .findLast(({ bundle }) => bundle?.manifest)?.bundle?.manifest;
  if (!manifest) return [];
  const codes = manifest.errors.slice(0, 3).map(({ code }) => code);
  return [
    { label: t('support.bundle.system'), text: systemOf(manifest) },
    ...(codes.length > 0 ? [{ label: t('support.bundle.errors'), text: codes.join(', ') }] : []),
  ];
}
