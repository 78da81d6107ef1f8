/**
 * In these modes of `--unhandled-rejections` Node looks at the reason of a rejection before it asks anybody, and prints
 * it: a guest's reason then runs guest code in the host, which is handed host functions.
 */
const UNSAFE_MODES: readonly string[] = ['warn', 'strict'];

const FLAG = /^--unhandled[-_]rejections(?:=(.*))?$/;
/** A configuration file may set the mode, too, where nobody can see it. */
const CONFIG_FLAG = /^--experimental[-_](?:default[-_])?config[-_]file/;

/**
 * Would Node look at what a guest rejects with? Says yes when it cannot be known.
 *
 * @param execArgv flags of the process; the last one counts
 * @param nodeOptions NODE_OPTIONS, which the flags of the process overrule
 */
export function looksAtReasons(execArgv: readonly string[], nodeOptions: string): boolean {
  const flags = [...nodeOptions.split(/\s+/).map((flag) => flag.replace(/^"|"$/g, '')), ...execArgv];
  let mode = '';
  for (const [index, flag] of flags.entries()) {
    if (CONFIG_FLAG.test(flag)) return true;
    const match = FLAG.exec(flag);
    if (match) mode = match[1] ?? flags[index + 1] ?? '';
  }
  return UNSAFE_MODES.includes(mode);
}
