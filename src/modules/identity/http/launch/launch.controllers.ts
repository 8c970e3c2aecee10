import type { Type } from '@nestjs/common';

export const launchControllers: Type[] = [];
