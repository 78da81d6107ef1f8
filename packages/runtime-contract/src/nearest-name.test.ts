import { expect, test } from 'vitest';
import { nearestName } from './nearest-name.ts';

const tools = ['users:list', 'users:get', 'orders:list', 'billing:invoices'];

test.each([
  ['users.list', 'users:list'],
  ['usersList', 'users:list'],
  ['user_list', 'users:list'],
  ['user:list', 'users:list'],
  ['order:lists', 'orders:list'],
  ['billing:invoice', 'billing:invoices'],
  ['users:lsit', 'users:list'],
])('%s is taken for %s', (typed, meant) => {
  expect(nearestName(typed, tools)).toBe(meant);
});

test('the nearest of several is taken, the first of those that are equally near', () => {
  expect(nearestName('users:gett', ['users:let', 'users:get'])).toBe('users:get');
  expect(nearestName('cat', ['car', 'bat'])).toBe('car');
});

test('neighbours that changed places differ as one letter', () => {
  expect(nearestName('xma', ['max'])).toBeUndefined();
  expect(nearestName('mxa', ['max'])).toBe('max');
});

test('a name that resembles nothing has no suggestion', () => {
  expect(nearestName('weather:forecast', tools)).toBeUndefined();
  expect(nearestName('x', [])).toBeUndefined();
});

test('names without letters are compared by their signs', () => {
  expect(nearestName('$$$', ['___'])).toBeUndefined();
  expect(nearestName('___', ['__'])).toBe('__');
});
