import { type CustomerActor, memberRoles } from '../../../../kernel/actor.js';
import { organizationTabs } from '../../../../platform/http/organization-tabs.js';
import type { Refusal } from '../../../../platform/http/pages.js';
import type { Reader } from '../../../../platform/http/readers.js';
import type { ShownVisibility } from '../../application/visibility/show-visibility.js';
import { visibilityModes } from '../../application/visibility/words.js';

/** The page on which owners decide who sees requests of others. */
export function visibilityView(
  { rule, members }: ShownVisibility,
  about: { readonly actor: CustomerActor; readonly refusal: Refusal | null },
  { t }: Reader,
) {
  const { actor, refusal } = about;
  const chosen: Readonly<Record<string, unknown>> = refusal?.values ?? { ...rule };
  const holds = (name: string, value: string) => [chosen[name]].flat().includes(value);
  return {
    organization: actor.organizationName,
    tabs: organizationTabs('visibility', t),
    form: refusal ?? { errors: {}, summary: [], message: null },
    modes: visibilityModes.map((mode) => ({
      value: mode,
      label: t(`support.visibility.mode.${mode}`),
      checked: chosen.mode === mode,
    })),
    roles: memberRoles.map((role) => ({
      value: role,
      label: t(`identity.roles.${role}`),
      checked: holds('roles', role),
    })),
    members: members.map(({ id, name, role }) => ({
      value: id,
      label: `${name} · ${t(`identity.roles.${role}`)}`,
      checked: holds('memberIds', id),
    })),
  };
}
