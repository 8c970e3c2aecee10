import type { Refusal } from '../../../../platform/http/pages.js';
import type { Reader } from '../../../../platform/http/readers.js';
import type { StaffRelease } from '../../application/staff-releases.js';
import { crumbs, href, options, refused } from './releases.staff.views.js';

/** What was typed, and why it was refused when it was. */
export interface Typed {
  readonly values: Readonly<Record<string, unknown>>;
  readonly refusal: Refusal | null;
}

/** Fields that every form of a release has, and what its Markdown looks like. */
function shared(values: Readonly<Record<string, unknown>>, typed: Typed | null, reader: Reader) {
  const text = (name: string): string => (typeof values[name] === 'string' ? values[name] : '');
  return {
    channels: options(['stable', 'beta'], 'channel', reader),
    values,
    notes: text('notesMarkdown').slice(0, 50_000),
    breaking: text('breakingChanges').slice(0, 20_000),
    ...refused(typed?.refusal ?? null),
  };
}

export function draftFormView(
  products: readonly { readonly id: string; readonly name: string }[],
  typed: Typed | null,
  reader: Reader,
) {
  const title = reader.t('downloads.staff.new');
  return {
    title,
    breadcrumbs: [crumbs.list(reader), { label: title }],
    products: products.map(({ id, name }) => ({ value: id, label: name })),
    isDraft: true,
    action: '/admin/releases',
    previewAction: '/admin/releases/preview',
    cancelHref: '/admin/releases',
    ...shared(typed?.values ?? { channel: 'stable' }, typed, reader),
  };
}

/** A draft with all that it says; a published release with its words only. */
export function editFormView(release: StaffRelease, typed: Typed | null, reader: Reader) {
  const { id, revision, status } = release;
  const title = reader.t('releases.edit.title');
  const overtaken = typed?.refusal?.code === 'release-changed-meanwhile';
  return {
    title,
    subtitle: nameOf(release),
    breadcrumbs: [crumbs.list(reader), { label: nameOf(release), href: href(id) }, { label: title }],
    products: null,
    isDraft: status === 'draft',
    action: `${href(id)}/${status === 'draft' ? 'edit' : 'words'}`,
    previewAction: `${href(id)}/preview`,
    cancelHref: href(id),
    // Who was overtaken sees what is stored now beside, and goes on from there.
    revision: overtaken ? revision : (typed?.values.revision ?? revision),
    overtaken: overtaken ? { title: release.title, notes: release.notesMarkdown } : null,
    ...shared(typed?.values ?? stored(release), typed, reader),
  };
}

const nameOf = ({ productName, version }: StaffRelease): string => `${productName} ${version}`;

function stored(release: StaffRelease): Record<string, unknown> {
  const { version, channel, title, notesMarkdown, breakingChanges, critical, required, minimumVersion } =
    release;
  return { version, channel, title, notesMarkdown, breakingChanges, critical, required, minimumVersion };
}
