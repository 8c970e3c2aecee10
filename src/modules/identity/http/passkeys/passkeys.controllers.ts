import type { Type } from '@nestjs/common';

export const passkeysControllers: Type[] = [];
