import { expect, test } from 'vitest';
import { AnlanError, ERROR_CODES, isAnlanError } from '../../../src/kernel/errors.ts';
import { inLocale, label } from '../../../src/kernel/label.ts';

test('an error carries its code, its details and its cause', () => {
  const cause = new Error('below');
  const error = new AnlanError('NOT_FOUND', 'expected an import, got 7', { id: 7 }, cause);
  expect(error).toMatchObject({ name: 'AnlanError', code: 'NOT_FOUND', details: { id: 7 }, cause });
  expect(isAnlanError(error)).toBe(true);
  expect(isAnlanError(cause)).toBe(false);
  expect('cause' in new AnlanError('INTERNAL', 'no cause')).toBe(false);
});

test('an error may speak Chinese; what is caught by programs stays English', () => {
  const error = new AnlanError('FILE_EMPTY', { zh: '没有内容', en: 'nothing to read' });
  expect([error.message, error.label.zh]).toEqual(['nothing to read', '没有内容']);
  expect(new AnlanError('INTERNAL', 'no words').label).toEqual({ zh: 'no words', en: 'no words' });
});

test('codes are not repeated', () => {
  expect(new Set(ERROR_CODES).size).toBe(ERROR_CODES.length);
});

test('a label has two languages', () => {
  expect(inLocale(label('件', 'cases'), 'zh')).toBe('件');
  expect(inLocale(label('件', 'cases'), 'en')).toBe('cases');
});
