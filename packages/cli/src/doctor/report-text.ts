import type { Paint } from '../view/paint.ts';
import { safeLine } from '../view/safe-text.ts';
import type { DoctorReport, Finding } from './examine.ts';

const SIGNS = { proven: '✔', broken: '✖', untried: '?', absent: '–' } as const;
const STYLES = { proven: 'green', broken: 'red', untried: 'yellow', absent: 'dim' } as const;

/** The report for people. */
export function reportText({ node, tiers, sound }: DoctorReport, paint: Paint): string {
  const lines = [
    paint('bold', `Node ${node.version} on ${node.platform}`),
    `  supported: ${node.supported ? 'yes' : 'no: use ^22.18 or >=24.11'}`,
    `  permission model: ${node.permissionFlag ?? 'none'}${node.networkPermission ? ', network included' : ', network not included'}`,
    `  tool modules in TypeScript: ${node.loadsTypeScript ? 'yes' : 'no'}`,
  ];
  for (const { isolation, findings } of tiers) {
    lines.push('', paint('bold', `Isolation "${isolation}"`), ...findings.flatMap((one) => findingLines(one, paint)));
  }
  const legend = Object.entries(SIGNS).map(([verdict, sign]) => `${sign} ${verdict}`);
  lines.push('', paint('dim', legend.join('   ')));
  lines.push(sound ? 'Everything that is claimed and could be tried was held.' : paint('red', 'A claim was not held.'));
  return lines.join('\n');
}

function findingLines({ name, verdict, how, probes }: Finding, paint: Paint): string[] {
  const head = `  ${paint(STYLES[verdict], SIGNS[verdict])} ${name.padEnd(18)} ${paint('dim', safeLine(how))}`;
  const tried = probes.map(({ attempt, contained, seen }) => {
    const sign = contained === null ? '?' : contained ? '·' : '!';
    return paint(contained === false ? 'red' : 'reset', `      ${sign} ${attempt}: ${safeLine(seen, 120)}`);
  });
  return [head, ...tried];
}
