import type { Rule } from '../rule.ts';
import { allowedSyntax } from './allowed-syntax.ts';
import { knownTools } from './known-tools.ts';
import { missingReturn } from './missing-return.ts';
import { noAssignmentInCondition } from './no-assignment-in-condition.ts';
import { noBidiCharacters } from './no-bidi-characters.ts';
import { noClocks } from './no-clocks.ts';
import { noConstAssignment } from './no-const-assignment.ts';
import { noConstructorAccess } from './no-constructor-access.ts';
import { noDebugger } from './no-debugger.ts';
import { noDynamicCode } from './no-dynamic-code.ts';
import { noEndlessLoops } from './no-endless-loops.ts';
import { noFloatingToolCall } from './no-floating-tool-call.ts';
import { noHtmlComments } from './no-html-comments.ts';
import { noHugeAllocations } from './no-huge-allocations.ts';
import { noHugeBigints } from './no-huge-bigints.ts';
import { noHugeLiterals } from './no-huge-literals.ts';
import { noIntrinsicMutation } from './no-intrinsic-mutation.ts';
import { noInvisibleCharacters } from './no-invisible-characters.ts';
import { noLookalikeNames } from './no-lookalike-names.ts';
import { noMixedScriptNames } from './no-mixed-script-names.ts';
import { noModules } from './no-modules.ts';
import { noPromiseAsValue } from './no-promise-as-value.ts';
import { noProtoProperty } from './no-proto-property.ts';
import { noPrototypeAccess } from './no-prototype-access.ts';
import { noPrototypeFunctions } from './no-prototype-functions.ts';
import { noReservedNames } from './no-reserved-names.ts';
import { noSlowRegex } from './no-slow-regex.ts';
import { noStackApi } from './no-stack-api.ts';
import { noToolRebinding } from './no-tool-rebinding.ts';
import { noUnboundedLoops } from './no-unbounded-loops.ts';
import { noUnknownFunctions } from './no-unknown-functions.ts';
import { noUnknownGlobals } from './no-unknown-globals.ts';
import { noUnreachableCode } from './no-unreachable-code.ts';
import { noUnusedToolResult } from './no-unused-tool-result.ts';
import { noWith } from './no-with.ts';
import { preferLet } from './prefer-let.ts';
import { requiredTools } from './required-tools.ts';
import { staticToolNames } from './static-tool-names.ts';
import { toolCallArguments } from './tool-call-arguments.ts';

/** Every rule of the package, in order of id. */
export const RULES: readonly Rule[] = [
  allowedSyntax,
  knownTools,
  missingReturn,
  noAssignmentInCondition,
  noBidiCharacters,
  noClocks,
  noConstAssignment,
  noConstructorAccess,
  noDebugger,
  noDynamicCode,
  noEndlessLoops,
  noFloatingToolCall,
  noHtmlComments,
  noHugeAllocations,
  noHugeBigints,
  noHugeLiterals,
  noIntrinsicMutation,
  noInvisibleCharacters,
  noLookalikeNames,
  noMixedScriptNames,
  noModules,
  noPromiseAsValue,
  noProtoProperty,
  noPrototypeAccess,
  noPrototypeFunctions,
  noReservedNames,
  noSlowRegex,
  noStackApi,
  noToolRebinding,
  noUnboundedLoops,
  noUnknownFunctions,
  noUnknownGlobals,
  noUnreachableCode,
  noUnusedToolResult,
  noWith,
  preferLet,
  requiredTools,
  staticToolNames,
  toolCallArguments,
];
