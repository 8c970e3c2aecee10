import { PreviewRenewal } from './preview-renewal.js';

export const renewalsProviders = [PreviewRenewal];
