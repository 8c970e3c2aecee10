import type { Refusal } from '../../../../platform/http/pages.js';
import type { Reader } from '../../../../platform/http/readers.js';
import { placeholders, type ShownMacro } from '../../application/inbox/show-macros.js';
import { ticketPriorities, ticketStatuses } from '../../events/ticket-words.js';

export const macrosPath = '/admin/macros';

/** What a macro does beside writing, in words. */
export function effectsOf({ status, priority, tags, takeOver }: ShownMacro, { t }: Reader): string[] {
  return [
    ...(status ? [t('inbox.macro.sets', { what: t(`support.status.${status}`) })] : []),
    ...(priority ? [t('inbox.macro.sets', { what: t(`support.priority.${priority}`) })] : []),
    ...(tags.length > 0 ? [t('inbox.macro.addsTags', { tags: tags.join(', ') })] : []),
    ...(takeOver ? [t('inbox.macro.takesOver')] : []),
  ];
}

export function macrosView(macros: readonly ShownMacro[], reader: Reader) {
  const { t } = reader;
  return {
    macros: macros.map((macro) => ({
      href: `${macrosPath}/${macro.id}`,
      name: macro.name,
      writes:
        macro.body === null ? null : t(`inbox.macro.${macro.visibility === 'public' ? 'replies' : 'notes'}`),
      text: macro.body,
      effects: effectsOf(macro, reader),
    })),
  };
}

const nothingTyped: Omit<Refusal, 'code'> = { values: {}, errors: {}, summary: [], message: null };

/** @param macro null for a new one */
export function macroView(macro: ShownMacro | null, refusal: Refusal | null, { t }: Reader) {
  const typed = refusal && Object.keys(refusal.values).length > 0 ? refusal.values : null;
  const values: Readonly<Record<string, unknown>> = typed ?? typedOf(macro);
  const title = macro?.name ?? t('inbox.macro.new');
  const chosen = (value: string, of: unknown) => ({ value, selected: value === of });
  return {
    title,
    breadcrumbs: [{ label: t('inbox.macro.title'), href: macrosPath }, { label: title }],
    action: macro ? `${macrosPath}/${macro.id}` : macrosPath,
    deleteAction: macro && `${macrosPath}/${macro.id}/delete`,
    form: refusal ?? nothingTyped,
    values,
    placeholders: placeholders.map((name) => `{{${name}}}`).join(', '),
    isInternal: values.visibility === 'internal',
    isPublic: values.visibility !== 'internal',
    statuses: ticketStatuses.map((status) => ({
      ...chosen(status, values.status),
      label: t(`support.status.${status}`),
    })),
    priorities: ticketPriorities.map((priority) => ({
      ...chosen(priority, values.priority),
      label: t(`support.priority.${priority}`),
    })),
  };
}

function typedOf(macro: ShownMacro | null): Record<string, unknown> {
  if (!macro) return {};
  const { takeOver, tags, ...words } = macro;
  return { ...words, tags: tags.join(', '), ...(takeOver ? { takeOver: 'on' } : {}) };
}
