/** Questions that rules ask about the tree: the toolkit for rules of your own. */
export { type Access, accessAt, accessesAt } from './access.ts';
export { constantInit, type Evaluated, evaluate, possibleValues, type StaticValue } from './evaluate.ts';
export { type Origin, originOf } from './origin.ts';
export { isMember, memberKey, type PropertyKey, possibleKeys, propertyKey } from './property.ts';
export {
  type Binding,
  type BindingKind,
  childOf,
  lookup,
  type Role,
  type Scope,
  type Site,
  type Tree,
} from './site.ts';
export { isToolCall, mayAwait, toolNameOf } from './tool-call.ts';
export { type Use, usesOf, usesOfAccess, usesOfPromise } from './uses.ts';
