import { DescribeEnding } from './describe-ending.js';
import { FindEndings } from './find-endings.js';
import { RemindOfEndings } from './remind-of-endings.js';

export const remindersProviders = [FindEndings, RemindOfEndings, DescribeEnding];
