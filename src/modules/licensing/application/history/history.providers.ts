import { CheckLicenseHistory } from './check-license-history.js';
import { ListLicenseHistory } from './list-license-history.js';

export const historyProviders = [CheckLicenseHistory, ListLicenseHistory];
