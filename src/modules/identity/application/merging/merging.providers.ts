import type { Provider } from '@nestjs/common';

export const mergingProviders: Provider[] = [];
