import type { Plugin, PluginContext } from '../plugin.ts';
import { annotationHandlers } from '../types/annotations.ts';
import { classHandlers } from '../types/classes.ts';
import { createEraser } from '../types/erase.ts';
import { statementHandlers } from '../types/statements.ts';
import type { Handler } from '../walk.ts';

/**
 * Turns TypeScript into JavaScript by writing spaces over the types, so that line and column of everything else stay.
 * JavaScript passes through as it is. Parameter properties become fields and assignments, enums and
 * namespaces become objects; `import x = ...` is refused.
 *
 * ```ts
 * const sum = (xs: number[]): number => xs.reduce((a, b) => a + b, 0) as number;
 * const sum = (xs          )         => xs.reduce((a, b) => a + b, 0)          ;
 * ```
 */
export function stripTypes(): Plugin {
  return {
    name: 'strip-types',
    start(context) {
      if (context.language === 'js') return { visit: {} };
      return { visit: visitorOf(context), produces: 'js' };
    },
  };
}

function visitorOf(context: PluginContext): Record<string, Handler> {
  const eraser = createEraser(context);
  const entries = [...statementHandlers(eraser, context), ...classHandlers(eraser), ...annotationHandlers(eraser)];
  const visit: Record<string, Handler> = {};
  for (const [types, handler] of entries) {
    for (const type of types) visit[type] = visit[type] ? inTurn(visit[type], handler) : handler;
  }
  return visit;
}

/** The second has nothing to do where the first has erased the node. */
function inTurn(first: Handler, second: Handler): Handler {
  return (node, ancestors) => first(node, ancestors) ?? second(node, ancestors);
}
