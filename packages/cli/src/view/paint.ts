import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Colours text for one stream. */
export type Paint = (style: Style, text: string) => string;

/** Colours where the stream is a terminal; `NO_COLOR`, `NODE_DISABLE_COLORS` and `FORCE_COLOR` are heeded. */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  return (style, text) => styleText(style, text, { stream });
}

/** Leaves text as it is. */
export const noPaint: Paint = (_style, text) => text;
