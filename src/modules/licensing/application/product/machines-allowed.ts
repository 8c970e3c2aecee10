import { allowedAbove } from '../../domain/verdict.js';
import type { FoundMachine } from './find-machine.js';

const mostOfAnyLicense = 1_000_000;

/** How many machines may use the license at a time, with its overage; 1 for a license that there is not. */
export function machinesAllowed(found: FoundMachine | null): number {
  return found === null
    ? 1
    : Math.min(allowedAbove(found.installationLimit, found.overage), mostOfAnyLicense);
}
