import type { Type } from '@nestjs/common';

export const mergingControllers: Type[] = [];
