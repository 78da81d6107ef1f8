import { CALL_TOOL_NAME } from '@enclave-vm/runtime-contract';
import * as v from 'valibot';

/** The option that all rules on tool calls share: which functions call tools. */
export const functionsOption = v.optional(v.pipe(v.array(v.string()), v.description('Functions that call a tool.')), [
  CALL_TOOL_NAME,
]);
