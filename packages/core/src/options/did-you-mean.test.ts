import { expect, test } from 'vitest';
import { didYouMean } from './did-you-mean.ts';

const tools = ['users:list', 'users:get', 'orders:list', 'billing:invoices'];

test.each([
  ['users.list', 'users:list'],
  ['usersList', 'users:list'],
  ['user:list', 'users:list'],
  ['order:lists', 'orders:list'],
  ['billing:invoice', 'billing:invoices'],
])('%s is taken for %s', (typed, meant) => {
  expect(didYouMean(typed, tools)).toBe(meant);
});

test('a name that resembles nothing has no suggestion', () => {
  expect(didYouMean('weather:forecast', tools)).toBeUndefined();
  expect(didYouMean('x', [])).toBeUndefined();
});
