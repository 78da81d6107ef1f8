import {
  type ClassDeclaration,
  type MemberExpression,
  type Node,
  type VariableDeclaration,
  VISITOR_KEYS,
} from '@babel/types';
import type { BindingKind, Role, Site } from './site.ts';

/** What a child does, and in which scope it does it. */
export interface ChildRole {
  readonly role: Role;
  readonly declares: BindingKind | null;
  /** The child belongs to the scope around the node, not to the one that the node starts. */
  readonly outside: boolean;
}

/** What the walk has to know about one type of node. */
export interface NodeInfo {
  readonly keys: readonly string[];
  /** Types alone: nothing of it is left at run time. */
  readonly isType: boolean;
  readonly scope: 'none' | 'block' | 'function';
  readonly roleOf: (site: Site, key: string) => ChildRole;
}

const VALUE: ChildRole = { role: 'value', declares: null, outside: false };
const VALUE_OUTSIDE: ChildRole = { role: 'value', declares: null, outside: true };
const TARGET: ChildRole = { role: 'target', declares: null, outside: false };
const NAME: ChildRole = { role: 'name', declares: null, outside: false };
export const TYPE: ChildRole = { role: 'type', declares: null, outside: false };

const declares = (kind: BindingKind, outside = false): ChildRole => ({ role: 'declare', declares: kind, outside });
const DECLARE: Readonly<Record<BindingKind, ChildRole>> = {
  var: declares('var'),
  let: declares('let'),
  const: declares('const'),
  using: declares('using'),
  function: declares('function'),
  class: declares('class'),
  parameter: declares('parameter'),
  catch: declares('catch'),
  import: declares('import'),
  enum: declares('enum'),
  namespace: declares('namespace'),
};
const DECLARE_FUNCTION_OUTSIDE = declares('function', true);
const DECLARE_CLASS_OUTSIDE = declares('class', true);

type RoleOf = NodeInfo['roleOf'];

const asValue: RoleOf = () => VALUE;
const keyOrValue: RoleOf = ({ node }, key) =>
  key === 'key' && (node as { computed?: boolean }).computed !== true ? NAME : VALUE;
const property: RoleOf = ({ node }, key) => (key === 'property' && !(node as MemberExpression).computed ? NAME : VALUE);
const label: RoleOf = (_, key) => (key === 'label' ? NAME : VALUE);
const targetLeft: RoleOf = (_, key) => (key === 'left' ? TARGET : VALUE);
const ambientOr =
  (role: RoleOf): RoleOf =>
  (site, key) =>
    (site.node as ClassDeclaration).declare === true ? TYPE : role(site, key);
/** Patterns hand their own role on to what they are made of. */
const inherit =
  (inner: string): RoleOf =>
  (site, key) => {
    if (key !== inner) return VALUE;
    if (site.role === 'target') return TARGET;
    return site.role === 'declare' ? DECLARE[site.declares as BindingKind] : VALUE;
  };
const method: RoleOf = ({ node }, key) => {
  if (key === 'params') return DECLARE.parameter;
  if (key === 'key') return (node as { computed?: boolean }).computed === true ? VALUE_OUTSIDE : NAME;
  return key === 'decorators' ? VALUE_OUTSIDE : VALUE;
};
const entryValue = inherit('value');

const ROLES: Readonly<Record<string, RoleOf>> = {
  Identifier: () => TYPE,
  MemberExpression: property,
  OptionalMemberExpression: property,
  VariableDeclaration: ambientOr(asValue),
  VariableDeclarator: (site, key) => {
    if (key !== 'id') return VALUE;
    const { kind } = (site.parent as Site<VariableDeclaration>).node;
    return DECLARE[kind === 'await using' ? 'using' : (kind as BindingKind)];
  },
  ObjectProperty: (site, key) => (key === 'value' ? entryValue(site, key) : keyOrValue(site, key)),
  ObjectPattern: inherit('properties'),
  ArrayPattern: inherit('elements'),
  RestElement: inherit('argument'),
  TSParameterProperty: inherit('parameter'),
  AssignmentPattern: inherit('left'),
  TSAsExpression: inherit('expression'),
  TSNonNullExpression: inherit('expression'),
  TSSatisfiesExpression: inherit('expression'),
  TSTypeAssertion: inherit('expression'),
  ParenthesizedExpression: inherit('expression'),
  AssignmentExpression: targetLeft,
  UpdateExpression: () => TARGET,
  ForInStatement: targetLeft,
  ForOfStatement: targetLeft,
  FunctionDeclaration: (_, key) =>
    key === 'id' ? DECLARE_FUNCTION_OUTSIDE : key === 'params' ? DECLARE.parameter : VALUE,
  FunctionExpression: (_, key) => (key === 'id' ? DECLARE.function : key === 'params' ? DECLARE.parameter : VALUE),
  ArrowFunctionExpression: (_, key) => (key === 'params' ? DECLARE.parameter : VALUE),
  ObjectMethod: method,
  ClassMethod: method,
  ClassPrivateMethod: method,
  ClassDeclaration: ambientOr((_, key) => (key === 'id' ? DECLARE_CLASS_OUTSIDE : VALUE)),
  ClassExpression: (_, key) => (key === 'id' ? DECLARE.class : VALUE),
  ClassProperty: keyOrValue,
  ClassAccessorProperty: keyOrValue,
  ClassPrivateProperty: keyOrValue,
  PrivateName: () => NAME,
  MetaProperty: () => NAME,
  CatchClause: (_, key) => (key === 'param' ? DECLARE.catch : VALUE),
  LabeledStatement: label,
  BreakStatement: label,
  ContinueStatement: label,
  ImportSpecifier: (_, key) => (key === 'local' ? DECLARE.import : NAME),
  ImportDefaultSpecifier: () => DECLARE.import,
  ImportNamespaceSpecifier: () => DECLARE.import,
  ExportSpecifier: (site, key) => {
    const owner = site.parent?.node;
    return key === 'local' && owner?.type === 'ExportNamedDeclaration' && owner.source == null ? VALUE : NAME;
  },
  ExportNamespaceSpecifier: () => NAME,
  TSEnumDeclaration: ambientOr((_, key) => (key === 'id' ? DECLARE.enum : VALUE)),
  TSEnumMember: (_, key) => (key === 'id' ? DECLARE.enum : VALUE),
  TSModuleDeclaration: ambientOr((_, key) => (key === 'id' ? DECLARE.namespace : VALUE)),
  TSImportEqualsDeclaration: (_, key) => (key === 'id' ? DECLARE.import : VALUE),
};

/** TypeScript nodes that leave something behind when the types are stripped. Every other TS node is types alone. */
const RUNTIME_TYPESCRIPT = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'TSParameterProperty',
  'TSEnumDeclaration',
  'TSEnumBody',
  'TSEnumMember',
  'TSModuleDeclaration',
  'TSModuleBlock',
  'TSExportAssignment',
  'TSImportEqualsDeclaration',
  'TSExternalModuleReference',
]);

const BLOCK_SCOPES = new Set([
  'BlockStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'SwitchStatement',
  'CatchClause',
  'ClassExpression',
  'TSEnumBody',
]);

const FUNCTION_SCOPES = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ObjectMethod',
  'ClassMethod',
  'ClassPrivateMethod',
  'StaticBlock',
  'TSModuleBlock',
]);

function scopeOf(type: string): NodeInfo['scope'] {
  if (FUNCTION_SCOPES.has(type)) return 'function';
  return BLOCK_SCOPES.has(type) ? 'block' : 'none';
}

const INFO: ReadonlyMap<string, NodeInfo> = new Map(
  Object.entries(VISITOR_KEYS).map(([type, keys]) => [
    type,
    {
      keys: [...keys].reverse(),
      isType: type.startsWith('TS') && !RUNTIME_TYPESCRIPT.has(type),
      scope: scopeOf(type),
      roleOf: ROLES[type] ?? asValue,
    },
  ]),
);

const UNKNOWN: NodeInfo = { keys: [], isType: false, scope: 'none', roleOf: asValue };

/** Keys come last first, ready for a stack. A type that Babel does not list has none: the coverage proof then fails. */
export function infoOf(type: string): NodeInfo {
  return INFO.get(type) ?? UNKNOWN;
}

/** The body of a function or of a catch clause shares the scope of the parameters. */
export function sharesScope(node: Node, parent: Node | undefined): boolean {
  return (
    node.type === 'BlockStatement' &&
    parent !== undefined &&
    (FUNCTION_SCOPES.has(parent.type) || parent.type === 'CatchClause')
  );
}
