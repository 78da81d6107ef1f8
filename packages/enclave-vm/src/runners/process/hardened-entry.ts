import hardenText from './child/harden-alone.ts?bundled';

/**
 * Text for a child in whose main realm the attacker stands already: it does to that realm what every child does, and
 * then evaluates `attack` there instead of serving guests. The attack is the body of an async function, and
 * `report(text)` writes a line to the child's stdout.
 */
export function hardenedEntry(attack: string): string {
  return `const report = ((write) => (text) => void write(1, String(text) + '\\n'))(require('node:fs').writeSync);
${hardenText};
(async () => {
${attack}
})().catch((error) => report('threw ' + error));
`;
}
