import { ExtendLicense } from './extend-license.js';
import { IssueLicenses } from './issue-licenses.js';
import { ListSkus } from './list-skus.js';
import { MoveLicense } from './move-license.js';
import { SearchLicenses } from './search-licenses.js';
import { ShowLicenseTerms } from './show-license-terms.js';

export const consoleProviders = [
  ExtendLicense,
  IssueLicenses,
  ListSkus,
  MoveLicense,
  SearchLicenses,
  ShowLicenseTerms,
];
