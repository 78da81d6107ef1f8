/** Refuses a run-time dependency of a published package, or code taken into it, whose licence nobody has accepted. */
import { publicPackages, root, run } from './public-packages.ts';
import { takenIn } from './taken-in.ts';

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
const pulled = Object.entries(byLicence).flatMap(([licence, packages]) =>
  packages.map(({ name, versions }) => ({ name, version: versions.join(', '), licence })),
);
const bundled = (await Promise.all((await publicPackages()).map((pkg) => takenIn(pkg.folder)))).flat();
const refused = [...pulled, ...bundled].filter(({ licence }) => !accepted.has(licence));

for (const { name, version, licence } of refused) console.error(`${name}@${version} is under ${licence}`);
const verdict = refused.length === 0 ? 'every licence accepted' : 'see above';
console.log(`${pulled.length} run-time dependencies, ${bundled.length} packages taken in: ${verdict}`);
process.exitCode = refused.length === 0 ? 0 : 1;
