import type { Provider } from '@nestjs/common';

export const passkeysProviders: Provider[] = [];
