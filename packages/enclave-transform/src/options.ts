import { nearestName } from '@enclave-vm/runtime-contract';
import { TransformError } from './errors.ts';

/** What an option has to be: how to say it, and whether a value is so. */
export type Expectation = readonly [what: string, holds: (value: unknown) => boolean];

export const TEXT: Expectation = ['a text', (value) => typeof value === 'string'];
export const FLAG: Expectation = ['true or false', (value) => typeof value === 'boolean'];
export const COUNT: Expectation = [
  'a whole number from 0 on',
  (value) => Number.isSafeInteger(value) && Number(value) >= 0,
];
export const LIST: Expectation = ['an array', Array.isArray];
export const TEXTS: Expectation = [
  'an array of texts',
  (value) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
];
export const FUNCTION: Expectation = ['a function', (value) => typeof value === 'function'];
export const OBJECT: Expectation = ['an object', (value) => typeof value === 'object' && value !== null];

export function oneOf(...choices: readonly string[]): Expectation {
  return [
    `one of ${choices.map((choice) => `'${choice}'`).join(', ')}`,
    (value) => choices.some((choice) => choice === value),
  ];
}

/**
 * Throws `INVALID_OPTIONS` for an option that does not exist, is missing, or is not what it has to be; `undefined` stands
 * for one that was left out. `origin` is whose options they are, as the caller calls it.
 */
export function checkOptions(
  origin: string,
  given: unknown,
  known: Readonly<Record<string, Expectation>>,
  required: readonly string[] = [],
): void {
  const refuse = (problem: string): never => {
    throw new TransformError('INVALID_OPTIONS', `${origin}: ${problem}`);
  };
  if (typeof given !== 'object' || given === null) throw refuse(`expected an object of options, not ${show(given)}.`);
  const options = given as Record<string, unknown>;
  for (const name of Object.keys(options)) {
    if (Object.hasOwn(known, name)) continue;
    const near = nearestName(name, Object.keys(known));
    refuse(
      `there is no option "${name}". ${near ? `Did you mean "${near}"?` : `Options: ${Object.keys(known).join(', ')}.`}`,
    );
  }
  for (const [name, [what, holds]] of Object.entries(known)) {
    const value = options[name];
    if (value === undefined && !required.includes(name)) continue;
    if (!holds(value)) refuse(`"${name}" must be ${what}, not ${show(value)}.`);
  }
}

function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 40));
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
