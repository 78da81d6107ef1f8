import type { Node, VariableDeclaration } from '@babel/types';
import type { BindingKind, Role, Site } from './site.ts';

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

const SCOPES = new Set([
  'BlockStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'SwitchStatement',
  'CatchClause',
  'StaticBlock',
  'TSModuleBlock',
  'ClassExpression',
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ObjectMethod',
  'ClassMethod',
  'ClassPrivateMethod',
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

export function startsScope(site: Site): boolean {
  const { type } = site.node;
  if (!SCOPES.has(type)) return false;
  // The body of a function or of a catch clause shares the scope of the parameters.
  if (type !== 'BlockStatement' || site.parent === null) return true;
  const owner = site.parent.node.type;
  return !(FUNCTION_SCOPES.has(owner) || owner === 'CatchClause');
}

export function varScopeOf(type: string): boolean {
  return FUNCTION_SCOPES.has(type);
}

interface ChildRole {
  readonly role: Role;
  readonly declares: BindingKind | null;
  /** The child belongs to the scope around the node, not to the one that the node starts. */
  readonly outside: boolean;
}

const VALUE: ChildRole = { role: 'value', declares: null, outside: false };
const VALUE_OUTSIDE: ChildRole = { role: 'value', declares: null, outside: true };
const TARGET: ChildRole = { role: 'target', declares: null, outside: false };
const NAME: ChildRole = { role: 'name', declares: null, outside: false };
const TYPE: ChildRole = { role: 'type', declares: null, outside: false };
const DECLARE: Record<BindingKind, ChildRole> = Object.fromEntries(
  (
    ['var', 'let', 'const', 'using', 'function', 'class', 'parameter', 'catch', 'import', 'enum', 'namespace'] as const
  ).map((kind) => [kind, { role: 'declare', declares: kind, outside: false }]),
) as Record<BindingKind, ChildRole>;
const DECLARE_OUTSIDE = {
  function: { role: 'declare', declares: 'function', outside: true },
  class: { role: 'declare', declares: 'class', outside: true },
} as const satisfies Record<string, ChildRole>;

/** What the child under `key` does. */
export function childRole(site: Site, child: Node, key: string): ChildRole {
  if (site.role === 'type') return TYPE;
  if (child.type.startsWith('TS') && !RUNTIME_TYPESCRIPT.has(child.type)) return TYPE;
  const { node } = site;
  switch (node.type) {
    case 'Identifier':
      return TYPE;
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return key === 'property' && !node.computed ? NAME : VALUE;
    case 'VariableDeclaration':
      return node.declare === true ? TYPE : VALUE;
    case 'VariableDeclarator':
      return key === 'id' ? DECLARE[variableKind(site)] : VALUE;
    case 'ObjectProperty':
      if (key === 'value') return inherited(site);
      return key === 'key' && !node.computed ? NAME : VALUE;
    case 'ObjectPattern':
    case 'ArrayPattern':
    case 'RestElement':
      return key === 'decorators' ? VALUE : inherited(site);
    case 'TSParameterProperty':
      return key === 'parameter' ? inherited(site) : VALUE;
    case 'AssignmentPattern':
      return key === 'left' ? inherited(site) : VALUE;
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
      return key === 'expression' ? inherited(site) : VALUE;
    case 'AssignmentExpression':
      return key === 'left' ? TARGET : VALUE;
    case 'UpdateExpression':
      return TARGET;
    case 'ForInStatement':
    case 'ForOfStatement':
      return key === 'left' ? TARGET : VALUE;
    case 'FunctionDeclaration':
      if (key === 'id') return DECLARE_OUTSIDE.function;
      return key === 'params' ? DECLARE.parameter : VALUE;
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      if (key === 'id') return DECLARE.function;
      return key === 'params' ? DECLARE.parameter : VALUE;
    case 'ObjectMethod':
    case 'ClassMethod':
    case 'ClassPrivateMethod':
      if (key === 'params') return DECLARE.parameter;
      if (key === 'key') return node.type !== 'ClassPrivateMethod' && node.computed ? VALUE_OUTSIDE : NAME;
      return key === 'decorators' ? VALUE_OUTSIDE : VALUE;
    case 'ClassDeclaration':
      if (node.declare === true) return TYPE;
      return key === 'id' ? DECLARE_OUTSIDE.class : VALUE;
    case 'ClassExpression':
      return key === 'id' ? DECLARE.class : VALUE;
    case 'ClassProperty':
    case 'ClassAccessorProperty':
      return key === 'key' && !node.computed ? NAME : VALUE;
    case 'ClassPrivateProperty':
    case 'PrivateName':
    case 'MetaProperty':
      return node.type === 'ClassPrivateProperty' && key === 'value' ? VALUE : NAME;
    case 'CatchClause':
      return key === 'param' ? DECLARE.catch : VALUE;
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return key === 'label' ? NAME : VALUE;
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
      return key === 'local' ? DECLARE.import : NAME;
    case 'ExportSpecifier':
    case 'ExportNamespaceSpecifier':
      return key === 'local' && !reExports(site) ? VALUE : NAME;
    case 'TSEnumDeclaration':
      return key === 'id' ? DECLARE.enum : VALUE;
    case 'TSEnumMember':
      return key === 'id' ? NAME : VALUE;
    case 'TSModuleDeclaration':
      if (node.declare === true) return TYPE;
      return key === 'id' ? DECLARE.namespace : VALUE;
    case 'TSImportEqualsDeclaration':
      return key === 'id' ? DECLARE.import : VALUE;
    default:
      return VALUE;
  }
}

/** Patterns hand their own role on to what they are made of. */
function inherited(site: Site): ChildRole {
  if (site.role === 'target') return TARGET;
  if (site.role === 'declare') return DECLARE[site.declares as BindingKind];
  return VALUE;
}

function variableKind(site: Site): BindingKind {
  const { kind } = (site.parent as Site<VariableDeclaration>).node;
  return kind === 'await using' ? 'using' : (kind as BindingKind);
}

function reExports(site: Site): boolean {
  const owner = site.parent?.node;
  return owner?.type === 'ExportNamedDeclaration' && owner.source != null;
}
