import type { Type } from '@nestjs/common';

export const recoveriesControllers: Type[] = [];
