import { nearestName } from '@enclave-vm/runtime-contract';

/** Gives ` Did you mean "x"?`, or nothing when no candidate is near. */
export function didYouMean(given: string, candidates: readonly string[]): string {
  const nearest = nearestName(given, candidates);
  return nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
}
