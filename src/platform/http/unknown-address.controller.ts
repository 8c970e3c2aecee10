import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { NotFound } from '../../kernel/errors.js';
import { Public } from './access.js';

/**
 * Answers every address that nothing else answers. As a route like any other it runs behind the guard, so that the
 * page that says so keeps the reader's own navigation and language.
 */
@Controller()
@ApiExcludeController()
@Public()
export class UnknownAddressController {
  @Get('*')
  nothing(): never {
    throw new NotFound('There is nothing at this address.');
  }
}
