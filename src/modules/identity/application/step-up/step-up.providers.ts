import type { Provider } from '@nestjs/common';

export const stepUpProviders: Provider[] = [];
