import { failureCount } from './check.ts';
import { runHonestScripts } from './honest-scripts.ts';
import { runHostileScripts } from './hostile-scripts.ts';
import { quickStart } from './quick-start.ts';

await quickStart();
await runHonestScripts();
await runHostileScripts();

const failures = failureCount();
console.log(failures === 0 ? '\nEverything is as expected.' : `\n${failures} results are not as expected.`);
process.exitCode = failures === 0 ? 0 : 1;
