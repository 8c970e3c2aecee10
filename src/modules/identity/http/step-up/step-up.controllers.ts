import type { Type } from '@nestjs/common';

export const stepUpControllers: Type[] = [];
