import type { Provider } from '@nestjs/common';

export const securityProviders: Provider[] = [];
