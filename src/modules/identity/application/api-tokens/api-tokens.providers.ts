import type { Provider } from '@nestjs/common';

export const apiTokensProviders: Provider[] = [];
