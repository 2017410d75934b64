import {
  AliasNode,
  AndNode,
  BinaryOperationNode,
  ColumnNode,
  type DeleteQueryNode,
  IdentifierNode,
  type InsertQueryNode,
  type JoinNode,
  OperationNodeTransformer,
  OperatorNode,
  ReferenceNode,
  type SelectQueryNode,
  TableNode,
  type UpdateQueryNode,
  ValueListNode,
  ValueNode,
  ValuesNode,
  WhereNode,
  type KyselyPlugin,
  type OperationNode,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  type QueryResult,
  type RootOperationNode,
  type UnknownRow,
} from 'kysely';
import { invariant } from '@ai-etl/core';
import { admittedProject, projectColumnOf, projectCondition } from './project-wall.ts';
import type { Scope } from './tenant.ts';

const tenantColumn = 'organisation_id';

/**
 * Rewrites every query so that it sees only rows of one organisation: each table in FROM, USING
 * and JOIN gets `organisation_id = <mine>`, and an insert that does not carry it is refused. For a
 * caller of single projects also only rows of these (see project-wall.ts).
 * Text written with `sql` is not rewritten, so tenant topics use it for fragments only.
 */
export class TenantPlugin implements KyselyPlugin {
  readonly #transformer: TenantTransformer;

  constructor(scope: Scope) {
    this.#transformer = new TenantTransformer(scope);
  }

  transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    return this.#transformer.transformNode(node);
  }

  transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return Promise.resolve(result);
  }
}

class TenantTransformer extends OperationNodeTransformer {
  readonly #organisationId: string;
  readonly #projectIds: readonly string[] | undefined;

  constructor({ organisationId, projectIds }: Scope) {
    super();
    invariant(organisationId !== '', 'a scope names an organisation');
    this.#organisationId = organisationId;
    this.#projectIds = projectIds;
  }

  protected override transformSelectQuery(node: SelectQueryNode): SelectQueryNode {
    const inner = super.transformSelectQuery(node);
    const where = this.#restrict(inner.where, inner.from?.froms ?? []);
    return where === undefined ? inner : { ...inner, where };
  }

  protected override transformUpdateQuery(node: UpdateQueryNode): UpdateQueryNode {
    const inner = super.transformUpdateQuery(node);
    const tables = [
      ...(inner.table === undefined ? [] : [inner.table]),
      ...(inner.from?.froms ?? []),
    ];
    const where = this.#restrict(inner.where, tables);
    return where === undefined ? inner : { ...inner, where };
  }

  protected override transformDeleteQuery(node: DeleteQueryNode): DeleteQueryNode {
    const inner = super.transformDeleteQuery(node);
    const where = this.#restrict(inner.where, [
      ...inner.from.froms,
      ...(inner.using?.tables ?? []),
    ]);
    return where === undefined ? inner : { ...inner, where };
  }

  protected override transformJoin(node: JoinNode): JoinNode {
    const inner = super.transformJoin(node);
    const condition = this.#condition(inner.table);
    if (condition === undefined) return inner;
    invariant(inner.on !== undefined, 'a join of tenant tables has an ON clause');
    return { ...inner, on: { ...inner.on, on: AndNode.create(inner.on.on, condition) } };
  }

  protected override transformInsertQuery(node: InsertQueryNode): InsertQueryNode {
    const inner = super.transformInsertQuery(node);
    const position = inner.columns?.findIndex((one) => one.column.name === tenantColumn) ?? -1;
    invariant(position >= 0, `an insert of tenant data carries ${tenantColumn}`);
    invariant(
      inner.values !== undefined && ValuesNode.is(inner.values),
      'tenant data is inserted by VALUES',
    );
    for (const row of inner.values.values) {
      const cell: unknown = row.values[position];
      invariant(
        valueOf(cell) === this.#organisationId,
        'an insert of tenant data stays within its organisation',
      );
    }
    return this.#projectIds === undefined ? inner : this.#admit(inner, this.#projectIds);
  }

  /** An insert of a caller of single projects. */
  #admit(node: InsertQueryNode, projectIds: readonly string[]): InsertQueryNode {
    const { into, columns, values } = node;
    invariant(into !== undefined && values !== undefined && ValuesNode.is(values), 'see above');
    const column = projectColumnOf(into.table.identifier.name);
    if (column === null) return node;
    const position = columns?.findIndex((one) => one.column.name === column) ?? -1;
    const admit = (cell: unknown): OperationNode => {
      const value = valueOf(cell);
      // NULL means the whole organisation where a table allows it.
      invariant(value !== null, "an insert stays within the caller's projects");
      if (typeof value !== 'string') return admittedProject(nodeOf(cell), projectIds);
      invariant(projectIds.includes(value), "an insert stays within the caller's projects");
      return nodeOf(cell);
    };
    const rows = values.values.map((row) =>
      ValueListNode.create(
        row.values.map((cell: unknown, index) => (index === position ? admit(cell) : nodeOf(cell))),
      ),
    );
    return { ...node, values: ValuesNode.create(rows) };
  }

  #restrict(where: WhereNode | undefined, tables: readonly OperationNode[]): WhereNode | undefined {
    let restricted = where;
    for (const table of tables) {
      const condition = this.#condition(table);
      if (condition === undefined) continue;
      restricted =
        restricted === undefined
          ? WhereNode.create(condition)
          : WhereNode.cloneWithOperation(restricted, 'And', condition);
    }
    return restricted;
  }

  /** Undefined for subqueries: their own tables are restricted inside. */
  #condition(item: OperationNode): OperationNode | undefined {
    const table = AliasNode.is(item) ? item.node : item;
    if (!TableNode.is(table)) return undefined;
    const name =
      AliasNode.is(item) && IdentifierNode.is(item.alias)
        ? item.alias.name
        : table.table.identifier.name;
    const ofOrganisation = BinaryOperationNode.create(
      ReferenceNode.create(ColumnNode.create(tenantColumn), TableNode.create(name)),
      OperatorNode.create('='),
      ValueNode.create(this.#organisationId),
    );
    if (this.#projectIds === undefined) return ofOrganisation;
    const ofProjects = projectCondition(table.table, name, this.#projectIds);
    return ofProjects === null ? ofOrganisation : AndNode.create(ofOrganisation, ofProjects);
  }
}

function nodeOf(cell: unknown): OperationNode {
  return isNode(cell) ? cell : ValueNode.create(cell);
}

function valueOf(cell: unknown): unknown {
  return isNode(cell) && cell.kind === 'ValueNode' && 'value' in cell ? cell.value : cell;
}

function isNode(cell: unknown): cell is OperationNode {
  return typeof cell === 'object' && cell !== null && 'kind' in cell;
}
