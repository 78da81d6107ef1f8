import type { Identifier, Node } from '@babel/types';
import { CHILD_ROLES, type ChildRole, type NodeInfo } from './roles.ts';
import { type Binding, type BindingKind, lookup, type Role, type Scope, type Site, type Tree } from './site.ts';

/**
 * Where each node stands, as numbers in one list, five for each node: most nodes are never asked about, and an object
 * for each would be as large as the tree itself and be moved twice by the collector.
 */
const [PARENT, INDEX, SCOPE, USE, END] = [0, 1, 2, 3, 4];
const FIELDS = 5;

/** `USE` holds the role of the node, its key among those of its parent, and its type. */
const KEY_SHIFT = 5;
const TYPE_SHIFT = 9;

/** Nodes that there is room for at first: an ordinary script has one for each four characters. */
const nodesIn = (length: number): number => Math.ceil(length / 3) + 64;

/** A scope while the tree is made. */
export interface OpenScope extends Scope {
  readonly parent: OpenScope | null;
  readonly order: number;
  bindings: Map<string, Variable> | null;
}

/** The tree as a list of nodes; sites are made of it when somebody asks. */
export class Layout implements Tree {
  readonly nodes: Node[];
  #count = 0;
  readonly bindings: Variable[] = [];
  readonly #scopes: OpenScope[] = [];
  readonly #free = new Map<string, number[]>();
  readonly #table: ReadonlyMap<string, NodeInfo>;
  #links: Int32Array;
  #sites: (Site | undefined)[] = [];
  #globals: ReadonlyMap<string, readonly Site<Identifier>[]> | undefined;

  constructor(table: ReadonlyMap<string, NodeInfo>, length: number) {
    this.#table = table;
    this.nodes = new Array<Node>(nodesIn(length));
    this.#links = new Int32Array(nodesIn(length) * FIELDS);
  }

  /** Notes a node, and gives its order. */
  add(node: Node, parent: number, index: number, key: number, scope: OpenScope, role: ChildRole, type: number): number {
    const order = this.#count++;
    this.nodes[order] = node;
    const at = order * FIELDS;
    if (at === this.#links.length) this.#grow();
    const links = this.#links;
    links[at + PARENT] = parent;
    links[at + INDEX] = index;
    links[at + SCOPE] = scope.order;
    links[at + USE] = (type << TYPE_SHIFT) | (key << KEY_SHIFT) | role.id;
    return order;
  }

  /** Everything that was noted since `order` is inside of it. */
  close(order: number): void {
    this.#links[order * FIELDS + END] = this.#count;
  }

  /** No more nodes follow. */
  finish(): void {
    this.nodes.length = this.#count;
  }

  openScope(parent: OpenScope | null, isFunction: boolean): OpenScope {
    const scope: OpenScope = { parent, isFunction, order: this.#scopes.length, bindings: null };
    this.#scopes.push(scope);
    return scope;
  }

  addVariable(name: string, kind: BindingKind, scope: OpenScope): Variable {
    const variable = new Variable(name, kind, scope, this);
    this.bindings.push(variable);
    return variable;
  }

  addGlobal(name: string, order: number): void {
    const uses = this.#free.get(name);
    if (uses === undefined) this.#free.set(name, [order]);
    else uses.push(order);
  }

  get root(): Site {
    return this.siteAt(0);
  }

  get globals(): ReadonlyMap<string, readonly Site<Identifier>[]> {
    this.#globals ??= new Map([...this.#free].map(([name, orders]) => [name, this.sitesAt(orders)]));
    return this.#globals;
  }

  siteAt(order: number): Site {
    if (this.#sites.length === 0) this.#sites = new Array<Site | undefined>(this.nodes.length);
    let site = this.#sites[order];
    if (site === undefined) {
      site = new Place(this, this.nodes[order] as Node, order);
      this.#sites[order] = site;
    }
    return site;
  }

  sitesAt(orders: readonly number[]): Site<Identifier>[] {
    return orders.map((order) => this.siteAt(order) as Site<Identifier>);
  }

  endOf({ order }: Site): number {
    return this.#links[order * FIELDS + END] as number;
  }

  /** The number of the type of a node. */
  typeAt(order: number): number {
    return (this.#links[order * FIELDS + USE] as number) >> TYPE_SHIFT;
  }

  parentOf(order: number): Site | null {
    const parent = this.#links[order * FIELDS + PARENT] as number;
    return parent === -1 ? null : this.siteAt(parent);
  }

  keyOf(order: number): string {
    const parent = this.#links[order * FIELDS + PARENT] as number;
    if (parent === -1) return '';
    const key = ((this.#links[order * FIELDS + USE] as number) >> KEY_SHIFT) & 0xf;
    return this.#table.get((this.nodes[parent] as Node).type)?.keys[key] as string;
  }

  indexOf(order: number): number {
    return this.#links[order * FIELDS + INDEX] as number;
  }

  scopeOf(order: number): OpenScope {
    return this.#scopes[this.scopeOrderOf(order)] as OpenScope;
  }

  scopeOrderOf(order: number): number {
    return this.#links[order * FIELDS + SCOPE] as number;
  }

  roleOf(order: number): ChildRole {
    return CHILD_ROLES[(this.#links[order * FIELDS + USE] as number) & 0x1f] as ChildRole;
  }

  #grow(): void {
    const longer = new Int32Array(this.#links.length * 2);
    longer.set(this.#links);
    this.#links = longer;
  }
}

class Place implements Site {
  readonly node: Node;
  readonly order: number;
  readonly #layout: Layout;
  #binding: Binding | null | undefined;

  constructor(layout: Layout, node: Node, order: number) {
    this.node = node;
    this.order = order;
    this.#layout = layout;
  }

  get parent(): Site | null {
    return this.#layout.parentOf(this.order);
  }

  get key(): string {
    return this.#layout.keyOf(this.order);
  }

  get index(): number {
    return this.#layout.indexOf(this.order);
  }

  get scope(): Scope {
    return this.#layout.scopeOf(this.order);
  }

  get role(): Role {
    return this.#layout.roleOf(this.order).role;
  }

  get declares(): BindingKind | null {
    return this.#layout.roleOf(this.order).declares;
  }

  get binding(): Binding | null {
    if (this.#binding === undefined) this.#binding = this.#findBinding();
    return this.#binding;
  }

  #findBinding(): Binding | null {
    const { node, role, declares } = this;
    if (node.type !== 'Identifier' || role === 'name' || role === 'type') return null;
    const scope = this.#layout.scopeOf(this.order);
    return lookup(declares === 'var' ? functionScope(scope) : scope, node.name);
  }
}

/** The scope that a `var` in `scope` belongs to. */
export function functionScope(scope: OpenScope): OpenScope {
  let at = scope;
  while (!at.isFunction && at.parent !== null) at = at.parent;
  return at;
}

export class Variable implements Binding {
  readonly name: string;
  readonly kind: BindingKind;
  readonly scope: OpenScope;
  readonly #layout: Layout;
  #declared: number[] | undefined;
  #used: number[] | undefined;
  #isWritten = false;
  #declarations: readonly Site<Identifier>[] | undefined;
  #references: readonly Site<Identifier>[] | undefined;
  #writes: readonly Site<Identifier>[] | undefined;

  constructor(name: string, kind: BindingKind, scope: OpenScope, layout: Layout) {
    this.name = name;
    this.kind = kind;
    this.scope = scope;
    this.#layout = layout;
  }

  declareAt(order: number): void {
    // A literal has room for one, which is what most need; a list that grows has room for seventeen.
    if (this.#declared === undefined) this.#declared = [order];
    else this.#declared.push(order);
  }

  useAt(order: number, isWrite: boolean): void {
    if (isWrite) this.#isWritten = true;
    if (this.#used === undefined) this.#used = [order];
    else this.#used.push(order);
  }

  get isUsed(): boolean {
    return this.#used !== undefined;
  }

  get isConstant(): boolean {
    return !this.#isWritten && this.#declared?.length === 1;
  }

  get declarations(): readonly Site<Identifier>[] {
    this.#declarations ??= this.#layout.sitesAt(this.#declared ?? []);
    return this.#declarations;
  }

  get references(): readonly Site<Identifier>[] {
    this.#references ??= this.#layout.sitesAt(this.#used ?? []);
    return this.#references;
  }

  get writes(): readonly Site<Identifier>[] {
    this.#writes ??= this.references.filter(({ role }) => role === 'target');
    return this.#writes;
  }
}
