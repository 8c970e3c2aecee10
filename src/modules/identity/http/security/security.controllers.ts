import type { Type } from '@nestjs/common';

export const securityControllers: Type[] = [];
