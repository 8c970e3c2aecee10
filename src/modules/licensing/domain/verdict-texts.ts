/** Something that is counted: how much others take, how much is asked for on top, and how much is allowed. */
export interface Count {
  readonly taken: number;
  readonly asked: number;
  /** Null: any number. */
  readonly limit: number | null;
}

/** Why a license may not be used, and what helps. */
export interface Refusal {
  readonly detail: string;
  readonly because: readonly string[];
  readonly remedy: readonly string[];
}

const allows = ({ limit, taken, asked }: Count): string =>
  `The license allows ${limit ?? taken + asked}, ${taken} are in use, and ${asked} more would be needed.`;

/** What every refusal says. Numbers and instants are all that varies, so that sentences can be looked up. */
export const refusals = {
  notFound: (): Refusal => ({
    detail: 'There is no license with this serial number.',
    because: ['The serial number is not one of ours, or it was typed wrong.'],
    remedy: ['Check the serial number on the license page of the portal and type it again.'],
  }),
  revoked: (): Refusal => ({
    detail: 'This license is revoked.',
    because: ['The vendor withdrew the license.'],
    remedy: ['Contact support.'],
  }),
  suspended: (): Refusal => ({
    detail: 'This license is suspended.',
    because: ['The vendor suspended the license until something is settled.'],
    remedy: ['Contact support to have it reinstated.'],
  }),
  expired: (at: Date | null): Refusal => ({
    detail: 'This license has expired.',
    because: [at ? `It ended at ${at.toISOString()}.` : 'It was ended.'],
    remedy: ['Renew the license.'],
  }),
  notActivated: (): Refusal => ({
    detail: 'This machine is not activated.',
    because: ['The license knows no installation with this fingerprint.'],
    remedy: ['Activate the product on this machine.'],
  }),
  released: (): Refusal => ({
    detail: 'This installation was released.',
    because: ['Its place was given back, so that another machine can have it.'],
    remedy: ['Activate the product on this machine again.'],
  }),
  lapsed: (): Refusal => ({
    detail: 'This installation lapsed.',
    because: ['It was silent for longer than the license allows, so its place was given back.'],
    remedy: ['Activate the product on this machine again.'],
  }),
  leaseOver: (): Refusal => ({
    detail: 'This machine holds no lease.',
    because: ['Its lease ran out, was returned, or was never taken.'],
    remedy: ['Take a lease and try again.'],
  }),
  installationLimit: (places: Count): Refusal => ({
    detail: 'Every installation that this license allows is in use.',
    because: [`The license allows ${places.limit ?? 0}, and ${places.taken} are in use.`],
    remedy: [
      'Release an installation that is no longer used on the license page of the portal.',
      'Or buy another license.',
    ],
  }),
  leaseLimit: (places: Count): Refusal => ({
    detail: 'Every lease of this license is taken.',
    because: [`The license allows ${places.limit ?? 0} at a time, and ${places.taken} are taken.`],
    remedy: ['Close the product on a machine that does not need it, or wait until a lease runs out.'],
  }),
  coreLimit: (cores: Count): Refusal => ({
    detail: 'The machines of this license have too many processor cores.',
    because: [allows(cores)],
    remedy: ['Use a machine with fewer cores, release another one, or extend the license.'],
  }),
  userLimit: (users: Count): Refusal => ({
    detail: 'Too many people use this license.',
    because: [allows(users)],
    remedy: ['Have fewer people use it, or extend the license.'],
  }),
  usageLimit: (usage: Count): Refusal => ({
    detail: 'What this license includes is used up.',
    because: [allows(usage)],
    remedy: ['Wait for the next period, or extend the license.'],
  }),
  feature: (): Refusal => ({
    detail: 'This license does not include the feature.',
    because: ['A feature that was asked for is not one of those that the license unlocks.'],
    remedy: ['Change to an edition that includes it.'],
  }),
  version: (maintenanceEndsAt: Date): Refusal => ({
    detail: 'This license does not cover this version.',
    because: [`The version was published after updates ended at ${maintenanceEndsAt.toISOString()}.`],
    remedy: ['Use a version published before that, or renew the updates.'],
  }),
};
