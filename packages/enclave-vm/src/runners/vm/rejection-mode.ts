/**
 * The modes of `--unhandled-rejections` in which Node asks the listeners of `unhandledRejection` before it looks at the
 * reason. In any other Node prints the reason first: a guest's reason then runs guest code in the host, which is handed
 * host functions. Only this spelling passes: a word that Node reads is harmless if nothing else can be read from it.
 */
const HARMLESS = /(?<![^ ])--unhandled-rejections=(?:throw|none|warn-with-error-code)(?![^ ])/g;
const MENTION = /unhandled-rejections/;
/** A configuration file may set the mode, too, where nobody can see it. */
const CONFIG_FILE = /--[a-z-]*config-file/;

/**
 * Would Node look at what a guest rejects with? Says yes when it cannot be known: Node unquotes and unescapes
 * NODE_OPTIONS, takes `_` for `-`, and the option may be set more than once.
 *
 * @param options texts with options of Node: each flag of the process, and NODE_OPTIONS
 */
export const looksAtReasons = (options: readonly string[]): boolean => options.some(mayLook);

function mayLook(text: string): boolean {
  const bare = text
    .replaceAll(HARMLESS, '')
    .replaceAll(/["'\\]/g, '')
    .replaceAll('_', '-')
    .toLowerCase();
  return MENTION.test(bare) || CONFIG_FILE.test(bare);
}
