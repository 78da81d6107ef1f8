import {
  asyncFunctionPrototype,
  asyncGeneratorFunctionPrototype,
  EvalErrorConstructor,
  functionPrototype,
  generatorFunctionPrototype,
  global,
  setPrototypeOf,
} from './primordials.ts';
import { define, defineLocked } from './shapes.ts';

/**
 * Code generation from strings is off in the realm. This removes the four function constructors as well, so that one
 * layer holds when the other fails: each is replaced by a function that throws and that keeps `instanceof`,
 * `fn.constructor === Function` and subclass checks working.
 */
export function tameFunctions(): void {
  const inert = replaceConstructor('Function', functionPrototype, undefined);
  define(global, 'Function', inert);
  replaceConstructor('AsyncFunction', asyncFunctionPrototype, inert);
  replaceConstructor('GeneratorFunction', generatorFunctionPrototype, inert);
  replaceConstructor('AsyncGeneratorFunction', asyncGeneratorFunctionPrototype, inert);
}

function replaceConstructor(name: string, prototype: object, parent: object | undefined): object {
  function refuse(): never {
    throw new EvalErrorConstructor('Code generation from strings disallowed for this context');
  }
  define(refuse, 'name', name);
  define(refuse, 'length', 1);
  defineLocked(refuse, 'prototype', prototype);
  if (parent !== undefined) setPrototypeOf(refuse, parent);
  define(prototype, 'constructor', refuse);
  return refuse;
}
