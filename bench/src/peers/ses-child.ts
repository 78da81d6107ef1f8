import 'ses';

declare const lockdown: (options?: object) => void;
declare const Compartment: new (globals?: object) => { evaluate(code: string): Promise<unknown> };

lockdown({ errorTaming: 'unsafe', consoleTaming: 'unsafe', overrideTaming: 'severe' });
process.on('message', async (code: string) => {
  const times: number[] = [];
  for (let turn = 0; turn < 11; turn++) {
    const from = performance.now();
    await new Compartment({}).evaluate(`(async () => {\n${code}\n})()`);
    times.push(performance.now() - from);
  }
  process.send?.(times.sort((a, b) => a - b)[5]);
});
process.send?.('ready');
