import {
  type ClassDeclaration,
  type MemberExpression,
  type Node,
  type VariableDeclaration,
  VISITOR_KEYS,
} from '@babel/types';
import type { Language } from '../parse.ts';
import type { BindingKind, Role } from './site.ts';

/** What a child does, and in which scope it does it. */
export interface ChildRole {
  /** Position in {@link CHILD_ROLES}. */
  readonly id: number;
  readonly role: Role;
  readonly declares: BindingKind | null;
  /** The child belongs to the scope around the node, not to the one that the node starts. */
  readonly outside: boolean;
}

/** What the walk has to know about one type of node. */
export interface NodeInfo {
  /** The number of the type, from 1. */
  readonly number: number;
  readonly keys: readonly string[];
  /** Types alone: nothing of it is left at run time. */
  readonly isType: boolean;
  readonly scope: 'none' | 'block' | 'function';
  readonly roleOf: RoleOf;
}

/** What the child under `key` of `node` does, when the node itself, inside `parent`, does `own`. */
type RoleOf = (node: Node, key: string, own: ChildRole, parent: Node | null) => ChildRole;

/** Every role that there is. */
export const CHILD_ROLES: ChildRole[] = [];

function childRole(role: Role, declares: BindingKind | null = null, outside = false): ChildRole {
  const made = { id: CHILD_ROLES.length, role, declares, outside };
  CHILD_ROLES.push(made);
  return made;
}

export const VALUE: ChildRole = childRole('value');
const VALUE_OUTSIDE = childRole('value', null, true);
const TARGET = childRole('target');
const NAME = childRole('name');
export const TYPE: ChildRole = childRole('type');

const declares = (kind: BindingKind, outside = false): ChildRole => childRole('declare', kind, outside);
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

const asValue: RoleOf = () => VALUE;
const keyOrValue: RoleOf = (node, key) =>
  key === 'key' && (node as { computed?: boolean }).computed !== true ? NAME : VALUE;
const property: RoleOf = (node, key) => (key === 'property' && !(node as MemberExpression).computed ? NAME : VALUE);
const label: RoleOf = (_, key) => (key === 'label' ? NAME : VALUE);
const targetLeft: RoleOf = (_, key) => (key === 'left' ? TARGET : VALUE);
const ambientOr =
  (role: RoleOf): RoleOf =>
  (node, key, own, parent) =>
    (node as ClassDeclaration).declare === true ? TYPE : role(node, key, own, parent);
/** Patterns hand their own role on to what they are made of. */
const inherit =
  (inner: string): RoleOf =>
  (_, key, own) => {
    if (key !== inner) return VALUE;
    if (own === TARGET) return TARGET;
    return own.declares === null ? VALUE : DECLARE[own.declares];
  };
const method: RoleOf = (node, key) => {
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
  VariableDeclarator: (_, key, __, parent) => {
    if (key !== 'id') return VALUE;
    const { kind } = parent as VariableDeclaration;
    return DECLARE[kind === 'await using' ? 'using' : (kind as BindingKind)];
  },
  ObjectProperty: (node, key, own, parent) =>
    key === 'value' ? entryValue(node, key, own, parent) : keyOrValue(node, key, own, parent),
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
  ExportSpecifier: (_, key, __, owner) =>
    key === 'local' && owner?.type === 'ExportNamedDeclaration' && owner.source == null ? VALUE : NAME,
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

/** Functions of every spelling. */
export const FUNCTION_TYPES: readonly Node['type'][] = [
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ObjectMethod',
  'ClassMethod',
  'ClassPrivateMethod',
];

const FUNCTION_SCOPES = new Set<string>([...FUNCTION_TYPES, 'StaticBlock', 'TSModuleBlock']);

function scopeOf(type: string): NodeInfo['scope'] {
  if (FUNCTION_SCOPES.has(type)) return 'function';
  return BLOCK_SCOPES.has(type) ? 'block' : 'none';
}

/** Only these have anything in TypeScript, and nothing in JavaScript. */
const TYPE_KEYS = new Set([
  'decorators',
  'implements',
  'mixins',
  'predicate',
  'returnType',
  'superTypeArguments',
  'typeAnnotation',
  'typeArguments',
  'typeParameters',
  'variance',
]);

const TYPES = Object.keys(VISITOR_KEYS);

function tableFor(language: Language): ReadonlyMap<string, NodeInfo> {
  const entries = TYPES.map((type, i): [string, NodeInfo] => {
    const keys = VISITOR_KEYS[type] as readonly string[];
    return [
      type,
      {
        number: i + 1,
        keys: language === 'ts' ? keys : keys.filter((key) => !TYPE_KEYS.has(key)),
        isType: type.startsWith('TS') && !RUNTIME_TYPESCRIPT.has(type),
        scope: scopeOf(type),
        roleOf: ROLES[type] ?? asValue,
      },
    ];
  });
  return new Map(entries);
}

export const NODE_INFO: Readonly<Record<Language, ReadonlyMap<string, NodeInfo>>> = {
  js: tableFor('js'),
  ts: tableFor('ts'),
};

/** A type that Babel does not list has no keys: the coverage proof then fails. */
export const UNKNOWN_INFO: NodeInfo = { number: 0, keys: [], isType: false, scope: 'none', roleOf: asValue };

/** The number of each type of node that Babel lists. */
export const TYPE_NUMBERS: ReadonlyMap<string, number> = new Map(TYPES.map((type, i) => [type, i + 1]));

/** The body of a function or of a catch clause shares the scope of the parameters. */
export function sharesScope(node: Node, parent: Node | null): boolean {
  return (
    node.type === 'BlockStatement' &&
    parent !== null &&
    (FUNCTION_SCOPES.has(parent.type) || parent.type === 'CatchClause')
  );
}
