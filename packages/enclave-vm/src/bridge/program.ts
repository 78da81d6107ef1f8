import vm from 'node:vm';
import { RUNTIME_NAME } from '@enclave-vm/runtime-contract';
import { LinkFault } from './link.ts';

type AsyncFunctionConstructor = new (body: string) => unknown;

let compiler: AsyncFunctionConstructor | undefined;

/**
 * The constructor of async functions, from a realm where it works even if the process disallows code generation. It
 * parses a text as one function body, alone, and runs nothing of it.
 */
function asyncFunction(): AsyncFunctionConstructor {
  if (compiler === undefined) {
    const context = vm.createContext(vm.constants.DONT_CONTEXTIFY, { codeGeneration: { strings: true, wasm: false } });
    compiler = vm.runInContext('(async () => {}).constructor', context) as AsyncFunctionConstructor;
  }
  return compiler;
}

const STRICT = '"use strict";\n';

/**
 * Checks that `source` is the body of one strict async function, which can neither close its wrapper nor use `import()`,
 * and gives the text of a script: its value is a
 * function that takes the runtime and gives the guest's own function, which nobody has called.
 *
 * @throws LinkFault `refused`
 */
export function wrapProgram(source: string): string {
  // V8 warns the host of each function with this directive that is not asm.js. Written so, it is a text like any other.
  const code = source.replaceAll('use asm', 'use\\x20asm');
  assertBody(STRICT + code);
  // V8 answers `import()` with an error of the host realm. As a word of a string, a comment or a property name the
  // keyword is as harmless as any other reserved word; only as itself it is not replaceable.
  if (code.includes('import') && !isBody(STRICT + code.replace(/\bimport\b/g, 'enum'))) {
    throw new LinkFault('refused', 'import() is not available: a script can use its tools and globals only');
  }
  // The runtime is a variable around the function and no argument of it, so that `arguments` is empty.
  return `((${RUNTIME_NAME}) => async function () {${STRICT}${code}\n})`;
}

function assertBody(body: string): void {
  try {
    new (asyncFunction())(body);
  } catch (error) {
    throw new LinkFault('refused', messageOf(error));
  }
}

function isBody(body: string): boolean {
  try {
    new (asyncFunction())(body);
    return true;
  } catch {
    return false;
  }
}

/** V8's error is of another realm, but made by V8 alone: no guest code has run. */
function messageOf(error: unknown): string {
  const message = (error as { message?: unknown } | null)?.message;
  if (message === 'Single function literal required') return 'Unexpected end of the function body';
  return typeof message === 'string' ? message : 'The source could not be parsed';
}
