/** Refuses a run-time dependency of a published package whose licence nobody has accepted. */
import { root, run } from './public-packages.ts';

const accepted = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
]);

interface LicensedPackage {
  name: string;
  versions: string[];
}

const filter = ['--filter', './packages/*'];
const { stdout } = await run('pnpm', [...filter, 'licenses', 'list', '--prod', '--json'], { cwd: root });
const byLicence: Record<string, LicensedPackage[]> = JSON.parse(stdout);
const refused = Object.entries(byLicence).filter(([licence]) => !accepted.has(licence));

for (const [licence, packages] of refused) {
  for (const { name, versions } of packages) console.error(`${name}@${versions.join(', ')} is under ${licence}`);
}
const total = Object.values(byLicence).flat().length;
console.log(`${total} run-time dependencies, ${refused.length === 0 ? 'every licence accepted' : 'see above'}`);
process.exitCode = refused.length === 0 ? 0 : 1;
