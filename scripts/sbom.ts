/**
 * Writes a CycloneDX file for each published package into `sbom/`. pnpm knows what a package pulls; what a build has
 * taken into a tarball is added to it.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { publicPackages, root, run } from './public-packages.ts';
import { takenIn } from './taken-in.ts';

interface Bill {
  components: object[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

const folder = join(root, 'sbom');
await rm(folder, { recursive: true, force: true });
await mkdir(folder);
const packages = await publicPackages();
for (const { name } of packages) {
  const options = ['--filter', name, 'sbom', '--sbom-format', 'cyclonedx', '--prod'];
  const { stdout } = await run('pnpm', options, { cwd: root, maxBuffer: 1e8 });
  const bill: Bill = JSON.parse(stdout);
  for (const ours of packages) {
    const user = bill.dependencies.find(({ ref }) => ref === purl(ours));
    if (user === undefined) continue;
    for (const { licence, ...library } of await takenIn(ours.folder)) {
      const ref = purl(library);
      const licences = [{ license: { id: licence } }];
      bill.components.push({ type: 'library', ...library, purl: ref, 'bom-ref': ref, licenses: licences });
      bill.dependencies.push({ ref, dependsOn: [] });
      user.dependsOn.push(ref);
    }
  }
  const file = `${name.replace('@', '').replace('/', '-')}.cdx.json`;
  await writeFile(join(folder, file), `${JSON.stringify(bill, null, 2)}\n`);
  console.log(`sbom/${file}: ${bill.components.length} components`);
}

function purl({ name, version }: { name: string; version: string }): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}
