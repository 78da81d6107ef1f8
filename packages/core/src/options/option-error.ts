/**
 * Thrown by the constructor and by `run()` when the host passes an option that does not exist, or one that is not of
 * its type. It is a mistake in the host's own program, so it throws; what the guest does never throws.
 */
export class EnclaveOptionError extends TypeError {
  override readonly name = 'EnclaveOptionError';
  readonly code = 'INVALID_OPTION';
  /** Dotted path of each option that was refused. */
  readonly options: readonly string[];

  constructor(problems: readonly OptionProblem[]) {
    super(problems.map((problem) => problem.message).join('\n'));
    this.options = problems.map((problem) => problem.option);
  }
}

export interface OptionProblem {
  option: string;
  message: string;
}
