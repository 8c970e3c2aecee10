import type { Type } from '@nestjs/common';

export const apiTokensControllers: Type[] = [];
