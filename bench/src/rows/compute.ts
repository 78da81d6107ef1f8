import { runBare } from '../peers/bare-vm.ts';
import { sharedIsolate } from '../peers/isolated-vm.ts';
import { runQuickJS } from '../peers/quickjs.ts';
import { openRun } from '../peers/run.ts';
import { runVm2 } from '../peers/vm2.ts';
import type { Row } from '../row.ts';
import { ARRAY_HEAVY, LOOP_3E6 } from '../scripts.ts';
import { openEnclave } from '../subjects.ts';
import { fixed } from './fixed.ts';

const group = 'runner';

export const computeRows: readonly Row[] = [
  {
    id: 'cpu-loop',
    group,
    title: '3e6 loop iterations, limits and positions on, whole run',
    unit: 'ms',
    bar: { ours: 'enclave, process', than: 'node:vm', most: 1.25 },
    contestants: {
      'enclave, process': () => fixed(openEnclave('process'), LOOP_3E6),
      'enclave, vm': () => fixed(openEnclave('vm'), LOOP_3E6),
      'isolated-vm, shared isolate': () => fixed(sharedIsolate(), LOOP_3E6),
      'node:vm': () => ({ run: () => runBare(LOOP_3E6) }),
    },
  },
  {
    id: 'cpu-loop-slow-peers',
    group,
    title: 'the same loop, a tenth as long, in the interpreters',
    unit: 'ms',
    rounds: 3,
    contestants: {
      'enclave, process': () => fixed(openEnclave('process'), LOOP_3E6.replace('3000000', '300000')),
      'quickjs-emscripten': () => ({ run: () => runQuickJS(LOOP_3E6.replace('3000000', '300000')) }),
      run: () => fixed(openRun(), LOOP_3E6.replace('3000000', '300000')),
      vm2: () => ({ run: () => runVm2(LOOP_3E6.replace('3000000', '300000')) }),
    },
  },
  {
    id: 'array-heavy',
    group,
    title: 'array-heavy script (20,000 records grouped, mapped, sorted)',
    unit: 'ms',
    rounds: 5,
    contestants: {
      'enclave, process': () => fixed(openEnclave('process'), ARRAY_HEAVY),
      'enclave, vm': () => fixed(openEnclave('vm'), ARRAY_HEAVY),
      'isolated-vm, shared isolate': () => fixed(sharedIsolate(), ARRAY_HEAVY),
      'quickjs-emscripten': () => ({ run: () => runQuickJS(ARRAY_HEAVY) }),
      vm2: () => ({ run: () => runVm2(ARRAY_HEAVY) }),
      'node:vm': () => ({ run: () => runBare(ARRAY_HEAVY) }),
    },
  },
];
