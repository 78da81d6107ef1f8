import { VM } from 'vm2';

type Callable = (name: string, args: unknown) => unknown;

/** A VM for each program, as the README shows. vm2 does not support async functions in a VM with a timeout: none is set. */
export async function runVm2(code: string, callTool?: Callable): Promise<unknown> {
  const vm = new VM({
    allowAsync: true,
    eval: false,
    wasm: false,
    sandbox: callTool === undefined ? {} : { callTool },
  });
  return vm.run(`(async () => {"use strict";\n${code}\n})()`);
}
