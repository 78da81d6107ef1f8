import { openOwnProcess } from '../own-process.ts';

/** `lockdown()` changes the whole realm, so SES gets a process of its own and times itself there. */
export const openSes = (code: string) => openOwnProcess(new URL('./ses-child.ts', import.meta.url), code);
