/**
 * Shapes that a script may be put into without a change of what it gives: what a model writes around its code, and what
 * the transform has to see through.
 */
export const WRAPPERS: Readonly<Record<string, (code: string) => string>> = {
  'a main function that is awaited': (code) => `async function main() {\n${code}\n}\nreturn await main();`,
  'a main function that nobody waits for': (code) => `async function main() {\n${code}\n}\nmain();`,
  'a function that is called at once': (code) => `(async () => {\n${code}\n})();`,
  'a default export': (code) => `export default async function () {\n${code}\n}`,
  'a Markdown fence with the line ends of Windows': (code) =>
    `Here it is:\n\`\`\`js\n${code}\n\`\`\`\n`.replace(/\n/g, '\r\n'),
  // `this` is undefined at the top of a script.
  'a method of a class': (code) =>
    `class Job {\n#n = 1;\nrun() {\nreturn (async function () {\n${code}\n}).call(undefined);\n}\n}\nreturn new Job().run();`,
  'a try': (code) => `try {\n${code}\n} catch (failure) {\nthrow failure;\n} finally {\nconsole.debug('done');\n}`,
  'a labelled block': (code) => `job: {\n${code}\n}`,
  'a loop of one turn': (code) => `for (const once of [1]) {\n${code}\n}`,
  'a case of a switch': (code) => `switch (1) {\ncase 1: {\n${code}\n}\n}`,
  'a function with parameters of all kinds': (code) =>
    `const run = async ({ a0 } = {}, [b0] = [1], c0 = b0 + 1, ...rest0) => {\n${code}\n};\nreturn await run();`,
  'a function with types': (code) =>
    `const run = async (input0?: number): Promise<unknown> => {\n${code}\n};\nreturn (await run(1)) as unknown;`,
};

/** What stands for itself only at the top of a script: its own fence, its arguments, its directive. */
export function canBeWrapped(code: string): boolean {
  return !/^\s*```|\barguments\b|^\s*['"]use strict/m.test(code);
}
