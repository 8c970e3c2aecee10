import type { Type } from '@nestjs/common';

export const staffControllers: Type[] = [];
