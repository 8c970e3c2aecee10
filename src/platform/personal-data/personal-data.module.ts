import { Global, Module } from '@nestjs/common';
import { PersonalData } from './personal-data.js';

/** What the portal keeps of people, for whoever exports or erases it. */
@Global()
@Module({ providers: [PersonalData], exports: [PersonalData] })
export class PersonalDataModule {}
