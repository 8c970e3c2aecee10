import type { Provider } from '@nestjs/common';

export const launchProviders: Provider[] = [];
