/** The first step of a release: without a public repository npm refuses provenance, after everything else was done. */
import { HOW_TO_SAY, repositoryAddress } from './repository.mjs';

const address = repositoryAddress();
if (address === undefined || !/^https:\/\/[^/]+\/[^/]+\/[^/]+$/.test(address)) {
  console.error(address === undefined ? HOW_TO_SAY : `Not the address of a repository: ${address}. ${HOW_TO_SAY}`);
  process.exit(1);
}
console.log(`Publishing from ${address}`);
