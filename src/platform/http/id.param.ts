import { Injectable, Param, type PipeTransform } from '@nestjs/common';
import { NotFound } from '../../kernel/errors.js';
import { isId } from '../../kernel/ids.js';

/** A path's id: what cannot be an id is not found, exactly like an id that does not exist (security.md B2). */
@Injectable()
class IdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!isId(value)) throw NotFound.of('thing');
    return value.toLowerCase();
  }
}

export const IdParam = (name = 'id') => Param(name, IdPipe);
