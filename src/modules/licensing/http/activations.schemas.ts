import { z } from 'zod';
import { line } from '../../../platform/http/fields.js';
import { publicKey } from './public-key.schema.js';

export const activationBody = z
  .strictObject({
    serialNumber: line(64, 'serial number').describe(
      'As people type it: case, spaces and dashes do not count.',
    ),
    fingerprint: line(200, 'fingerprint').describe('The same for the same machine.'),
    name: line(100, 'name').describe('What people call the machine.'),
    platform: line(60, 'platform'),
    version: line(60, 'version').describe('Of the product.'),
    cores: z
      .int()
      .min(1)
      .max(100_000)
      .optional()
      .describe('Processor cores of the machine, where the license limits them.'),
    users: z
      .int()
      .min(0)
      .max(1_000_000)
      .optional()
      .describe('People who use this installation, where the license limits them.'),
    publicKey: publicKey
      .optional()
      .describe('Ed25519, as a JWK or as 32 bytes in base64url. With it the product can sign launches.'),
    uid: line(200, 'UID')
      .optional()
      .describe('Needed to add or replace the public key of a machine that is known.'),
  })
  .meta({
    id: 'ActivationRequest',
    description: 'A machine that wants to use a license.',
    example: {
      serialNumber: 'LK7Q-3M8D-X2PA-9R4T',
      fingerprint: '5f1c0e9d8b7a4c3e',
      name: 'Studio 2',
      platform: 'windows-x64',
      version: '4.2.0',
    },
  });

export const activationAnswer = z
  .object({
    activationId: z.uuid(),
    uid: z.string().describe('Keep it: with the serial number it signs in to the portal.'),
    verdict: z.object({
      valid: z.boolean(),
      code: z.string().describe('Stable; VALID, or why not.'),
      detail: z.string(),
      because: z.array(z.string()),
      remedy: z.array(z.string()),
    }),
  })
  .meta({ id: 'Activation', description: 'An installation that may run.' });
