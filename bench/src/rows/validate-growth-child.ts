import { agentScript, Validator } from 'ast-guard';
import { figureOf } from '../row.ts';
import { scriptOfLines } from '../scripts.ts';

const validator = new Validator(agentScript({ level: 'STANDARD' }));
const [small, large] = [scriptOfLines(100), scriptOfLines(3_200)];
const parts = large.length / small.length;
const ROUNDS = 15;

function validateRaw(source: string): number {
  const from = performance.now();
  validator.validate(source);
  return performance.now() - from;
}

/** As much text on either side, with the garbage that it leaves: the best of one short run would be without any. */
function growth(): number {
  let inParts = 0;
  for (let part = 0; part < Math.round(parts); part++) inParts += validateRaw(small);
  return validateRaw(large) / (inParts / Math.round(parts)) / parts;
}

process.on('message', () => {
  process.send?.(figureOf(Array.from({ length: ROUNDS }, growth)).median);
});
process.send?.('ready');
