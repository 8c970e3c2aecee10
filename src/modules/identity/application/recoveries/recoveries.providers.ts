import type { Provider } from '@nestjs/common';

export const recoveriesProviders: Provider[] = [];
