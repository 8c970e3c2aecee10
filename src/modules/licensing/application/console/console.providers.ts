import { AddProduct } from './add-product.js';
import { ChangePolicy } from './change-policy.js';
import { DefineEdition } from './define-edition.js';
import { DefinePolicy } from './define-policy.js';
import { DryRunPolicy } from './dry-run/dry-run-policy.js';
import { JudgedLicenses } from './dry-run/judged-licenses.js';
import { ExtendLicense } from './extend-license.js';
import { IssueLicenses } from './issue-licenses.js';
import { ListSkus } from './list-skus.js';
import { MoveLicense } from './move-license.js';
import { SearchLicenses } from './search-licenses.js';
import { ShowLicenseTerms } from './show-license-terms.js';
import { ShowProducts } from './show-products.js';

export const consoleProviders = [
  AddProduct,
  ChangePolicy,
  DefineEdition,
  DefinePolicy,
  DryRunPolicy,
  ExtendLicense,
  IssueLicenses,
  JudgedLicenses,
  ListSkus,
  MoveLicense,
  SearchLicenses,
  ShowLicenseTerms,
  ShowProducts,
];
