import {
  asyncFunctionPrototype,
  asyncGeneratorFunctionPrototype,
  EvalErrorConstructor,
  functionPrototype,
  generatorFunctionPrototype,
  global,
} from './primordials.ts';
import { define, exposeConstructor } from './shapes.ts';

/**
 * Code generation from strings is off in the realm. This removes the four function constructors as well, so that one
 * layer holds when the other fails: each is replaced by a function that throws and that keeps `instanceof`,
 * `fn.constructor === Function` and subclass checks working.
 */
export function tameFunctions(): void {
  define(global, 'Function', inertConstructor('Function', functionPrototype));
  inertConstructor('AsyncFunction', asyncFunctionPrototype);
  inertConstructor('GeneratorFunction', generatorFunctionPrototype);
  inertConstructor('AsyncGeneratorFunction', asyncGeneratorFunctionPrototype);
}

function inertConstructor(name: string, prototype: object): object {
  function refuse(_text: string): never {
    throw new EvalErrorConstructor('Code generation from strings disallowed for this context');
  }
  return exposeConstructor(name, 1, refuse, prototype, null);
}
