import { describe, expect, it } from '@jest/globals';
import { commonPasswords } from './common-passwords.js';
import { brokenRules } from './password-policy.js';

const broken = (password: string, words: string[] = []) =>
  brokenRules(password, { policy: 'composition', words });

describe('the password policy', () => {
  it('S2.13 refuses 7 code points and takes 8, counting an emoji once', () => {
    expect(broken('Xk4#vt🙂')).toContain('length');
    expect(broken('Xk4#vtq🙂')).toEqual([]);
  });

  it('S2.13 takes 128 and more characters and refuses more than 1,024', () => {
    expect(broken(`X4#${'kvzqt'.repeat(30)}`)).toEqual([]);
    expect(broken(`X4#${'kvzqt'.repeat(300)}`)).toEqual(['max']);
  });

  it.each([
    ['S2.14', 'xk4#vtqz', 'uppercase'],
    ['S2.15', 'Xkw#vtqz', 'digit'],
    ['S2.16', 'Xk4wvtqz', 'special'],
    ['S2.16', 'Xk4 vtqz', 'special'],
  ])('%s refuses %s for its missing %s', (_row, password, rule) => {
    expect(broken(password)).toEqual([rule]);
  });

  it('S2.14 counts an uppercase letter of any script', () => {
    expect(broken('Ök4#vtqz')).toEqual([]);
    expect(broken('Жk4#vtqz')).toEqual([]);
  });

  it.each([
    'password123',
    'Password123!',
    'Password1!',
    'P@ssw0rd1',
    'P@$$w0rd!1',
    'Welcome2026!',
    'W3lcome#1',
    'Qwerty123!',
    '!2026Summer',
    'drowssaP1!',
    'Dragon#123',
    'Letmein!1',
    'IloveBerlin1!',
    'AAAAaaaa1!1!',
    'Abcdefgh1!',
    'PasswordPassword1!',
    'Pässwörd1!',
  ])('S2.17 refuses %s as a common password', (password) => {
    expect(broken(password)).toContain('common');
  });

  it.each(['Tr4vel-Kiosk#Plum', 'vQ7!mzRw2#', 'korrekt.Pferd 9 Batterie!'])('takes %s', (password) => {
    expect(broken(password)).toEqual([]);
  });

  it.each([
    ['x!Lovelace9', 'Ada Lovelace'],
    ['9!ecalevolX', 'Ada Lovelace'],
    ['Nørtheim#77x', 'ada@nørtheim.example'],
    ['Muller-44-Kq', 'Müller Maschinenbau GmbH'],
    ['L0velace#44q', 'Ada Lovelace'],
    ['Ab!LK7Q3M8D', 'LK7Q-3M8D-X2PA-9R4T'],
  ])('S2.18 refuses %s for %s', (password, word) => {
    expect(broken(password, [word])).toContain('personal');
  });

  it('S2.18 lets parts below four characters pass', () => {
    expect(broken('Ada#4711kvtq', ['Ada Li'])).toEqual([]);
  });

  it('C6 takes 15 characters without composition where the policy is length', () => {
    const about = { policy: 'length', words: [] } as const;
    expect(brokenRules('plum kiosk travel', about)).toEqual([]);
    expect(brokenRules('plum kiosk', about)).toEqual(['length']);
  });

  it('ships more than 2,000 common passwords', () => {
    expect(commonPasswords.size).toBeGreaterThan(2_000);
  });
});
