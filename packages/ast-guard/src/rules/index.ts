import type { Rule } from '../rule.ts';
import { allowedSyntax } from './allowed-syntax.ts';
import { noBidiCharacters } from './no-bidi-characters.ts';
import { noConstructorAccess } from './no-constructor-access.ts';
import { noDebugger } from './no-debugger.ts';
import { noDynamicCode } from './no-dynamic-code.ts';
import { noHtmlComments } from './no-html-comments.ts';
import { noModules } from './no-modules.ts';
import { noProtoProperty } from './no-proto-property.ts';
import { noPrototypeAccess } from './no-prototype-access.ts';
import { noReservedNames } from './no-reserved-names.ts';
import { noToolRebinding } from './no-tool-rebinding.ts';
import { noUnboundedLoops } from './no-unbounded-loops.ts';
import { noUnknownGlobals } from './no-unknown-globals.ts';
import { noWith } from './no-with.ts';

/** Every rule of the package. */
export const RULES: readonly Rule[] = [
  allowedSyntax,
  noBidiCharacters,
  noConstructorAccess,
  noDebugger,
  noDynamicCode,
  noHtmlComments,
  noModules,
  noProtoProperty,
  noPrototypeAccess,
  noReservedNames,
  noToolRebinding,
  noUnboundedLoops,
  noUnknownGlobals,
  noWith,
];
