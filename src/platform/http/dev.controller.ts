import { Controller, Get } from '@nestjs/common';
import { NotFound } from '../../kernel/errors.js';
import { Config } from '../config/config.js';
import { Public } from './access.js';
import { page } from './pages.js';

/** Pages for those who build the portal; there is nothing in production. */
@Controller('dev')
@Public()
export class DevController {
  constructor(private readonly config: Config) {}

  @Get('components')
  components() {
    if (this.config.production && this.config.mailboxUrl === null) throw NotFound.of('page');
    return page('dev/components', {});
  }
}
