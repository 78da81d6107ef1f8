import { compareFile, type Manner } from './compare.ts';

/** One of the processes that share the work: it is sent a file, answers with what came of it, and asks for the next. */

export type Request = { readonly root: string; readonly file: string; readonly manner: Manner };

// Tests leave promises behind that nobody handles.
process.on('unhandledRejection', () => undefined);
process.on('uncaughtException', () => undefined);

process.on('message', async ({ root, file, manner }: Request) => {
  try {
    process.send?.({ file, results: await compareFile(root, file, manner) });
  } catch (error) {
    process.send?.({ file, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
