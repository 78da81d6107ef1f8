import { charCodeAt, slice } from './primordials.ts';

/**
 * Control characters could forge lines or drive a terminal: they are shown as escapes. Tab and line feed stay, but for
 * CR LF. The kernel does so, and the host once more, since a guest may have taken over the kernel.
 */
export function visible(text: string): string {
  let result = '';
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = charCodeAt(text, i);
    if ((unit >= 32 && unit < 127) || unit > 159 || unit === 9) continue;
    if (unit === 10 && (i === 0 || charCodeAt(text, i - 1) !== 13)) continue;
    result += `${slice(text, from, i)}\\x${HEX[unit >> 4] as string}${HEX[unit & 15] as string}`;
    from = i + 1;
  }
  return from === 0 ? text : result + slice(text, from);
}

const HEX = '0123456789ABCDEF';
