import { InvalidArgumentError } from 'commander';

const UNITS = ['B', 'KB', 'MB', 'GB'];

/** `64MB`, `512 kb` or plain bytes as bytes; 1 KB is 1,024 bytes. */
export function parseSize(text: string): number {
  const [, figure, unit = 'B'] = /^(\d+(?:\.\d+)?)\s*(B|KB|MB|GB)?$/i.exec(text) ?? [];
  if (figure === undefined) throw new InvalidArgumentError('Give a size such as 64MB, 512KB or a number of bytes.');
  return Math.round(Number(figure) * 1024 ** UNITS.indexOf(unit.toUpperCase()));
}

/** `640 B`, `1.2 KB`, `64 MB`. */
export function formatSize(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), UNITS.length - 1);
  const figure = bytes / 1024 ** power;
  return `${figure < 10 && power > 0 ? Number(figure.toFixed(1)) : Math.round(figure)} ${UNITS[power]}`;
}
