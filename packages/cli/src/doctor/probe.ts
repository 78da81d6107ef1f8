import type { GuaranteeName } from 'enclave-vm';

/** What came of trying to break one guarantee. */
export interface ProbeResult {
  readonly guarantee: GuaranteeName;
  /** What was tried. */
  readonly attempt: string;
  /** `null` where this machine gives no way to try it. */
  readonly contained: boolean | null;
  /** What was seen. */
  readonly seen: string;
}
