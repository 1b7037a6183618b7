import type { RowDataPacket } from 'mysql2/promise';
import type { Database } from './database';
import { sameOrder, type NewOrder, type Order } from './order';
import type { OrderQuery } from './order-query';
import type { Features } from './version';

/** What an acknowledgement tells. */
export type Receipt = Pick<Order, 'id' | 'reference' | 'version'>;

export type Placed =
  | { readonly kind: 'placed' | 'repeated'; readonly order: Receipt }
  /** The reference stands for an order of something else. */
  | { readonly kind: 'conflict'; readonly order: Receipt };

/** Orders in the database. Columns are named one by one, so that what a newer version adds does not disturb. */
export class Orders {
  private readonly columns: string;

  constructor(
    private readonly database: Database,
    private readonly version: string,
    private readonly features: Features,
  ) {
    this.columns = `id, reference, item, quantity, version, placed_at${features.notes ? ', note' : ''}`;
  }

  /** When this returns, the order is committed. The unique reference makes asking again harmless. */
  async place(order: NewOrder): Promise<Placed> {
    const columns = { reference: order.reference, item: order.item, quantity: order.quantity, version: this.version };
    const row = this.features.notes ? { ...columns, note: order.note ?? null } : columns;
    try {
      const { insertId } = await this.database.change('INSERT INTO orders SET ?', [row]);
      return { kind: 'placed', order: { id: insertId, reference: order.reference, version: this.version } };
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'ER_DUP_ENTRY') throw error;
      const before = await this.find(order.reference);
      return { kind: sameOrder(before, order) ? 'repeated' : 'conflict', order: before };
    }
  }

  async list({ prefix, after, limit }: OrderQuery): Promise<readonly Order[]> {
    const pattern = `${prefix.replace(/[\\%_]/g, '\\$&')}%`;
    const rows = await this.database.rows(
      `SELECT ${this.columns} FROM orders WHERE reference LIKE ? AND id > ? ORDER BY id LIMIT ?`,
      [pattern, after, limit],
    );
    return rows.map(orderOf);
  }

  async newest(limit: number): Promise<readonly Order[]> {
    const rows = await this.database.rows(`SELECT ${this.columns} FROM orders ORDER BY id DESC LIMIT ?`, [limit]);
    return rows.map(orderOf);
  }

  private async find(reference: string): Promise<Order> {
    const [row] = await this.database.rows(`SELECT ${this.columns} FROM orders WHERE reference = ?`, [reference]);
    if (!row) throw new Error('an order that was just there is gone');
    return orderOf(row);
  }
}

function orderOf(row: RowDataPacket): Order {
  return {
    id: Number(row['id']),
    reference: String(row['reference']),
    item: String(row['item']),
    quantity: Number(row['quantity']),
    version: String(row['version']),
    placedAt: (row['placed_at'] as Date).toISOString(),
    ...(row['note'] ? { note: String(row['note']) } : {}),
  };
}
