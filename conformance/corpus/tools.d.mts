export interface World {
  callTool(name: string, args: unknown): Promise<unknown>;
}
/** A small business (users, orders, tickets...) with the same data every time, and state of its own. */
export function createWorld(): World;
