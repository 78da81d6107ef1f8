type Event =
  | { type: 'created'; at: string; total: number }
  | { type: 'shipped'; at: string }
  | { type: 'refunded'; amount: number };

interface State { status: 'new' | 'shipped' | 'refunded'; total: number; log: string[] }

const reducer = (state: State, event: Event): State => {
  switch (event.type) {
    case 'created':
      return { ...state, total: event.total, log: [...state.log, `created ${event.at.slice(0, 10)}`] };
    case 'shipped':
      return { ...state, status: 'shipped', log: [...state.log, 'shipped'] };
    case 'refunded':
      return { ...state, status: 'refunded', total: state.total - event.amount, log: [...state.log, `refund ${event.amount}`] };
  }
};

const order = await callTool('orders:get', { orderId: 'ord_1006' });
const events: Event[] = [{ type: 'created', at: order.createdAt, total: order.total }];
if (order.shippedAt) events.push({ type: 'shipped', at: order.shippedAt });
events.push({ type: 'refunded', amount: 10 });
return events.reduce(reducer, { status: 'new', total: 0, log: [] } as State);
