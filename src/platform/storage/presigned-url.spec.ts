import { expect, it } from '@jest/globals';
import { presignedUrl } from './presigned-url.js';

it('DL-6 signs a link as Amazon does in the example of its documentation', () => {
  const keys = {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  };
  const link = presignedUrl(new URL('https://examplebucket.s3.amazonaws.com/test.txt'), keys, {
    region: 'us-east-1',
    seconds: 86_400,
    at: new Date('2013-05-24T00:00:00Z'),
    parameters: {},
  });
  expect(link).toContain('https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256');
  expect(new URL(link).searchParams.get('X-Amz-Signature')).toBe(
    'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
  );
});
