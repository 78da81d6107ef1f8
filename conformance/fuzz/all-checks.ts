import { type Check, containment, differential } from './checks.ts';
import { protocol } from './protocol.ts';
import { rawPipe } from './raw-pipe.ts';

export interface CheckEntry {
  readonly id: string;
  open(): Check;
}

export const ALL_CHECKS: readonly CheckEntry[] = [
  { id: 'differential', open: differential },
  { id: 'containment-vm', open: () => containment('vm') },
  { id: 'containment-process', open: () => containment('process') },
  { id: 'protocol-vm', open: () => protocol('vm') },
  { id: 'protocol-process', open: () => protocol('process') },
  // It puts a script in the place of Node, which Windows does not start by its first line.
  ...(process.platform === 'win32' ? [] : [{ id: 'raw-pipe', open: rawPipe }]),
];
