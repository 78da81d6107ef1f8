type Rate = { code: string; multiplier: number };
const overrides = {
  EUR: { code: 'EUR', multiplier: 1.02 },
  JPY: { code: 'JPY', multiplier: 0.99 },
} satisfies Record<string, Rate>;

const { rates }: { rates: Record<string, number> } = await callTool('billing:rates', { base: 'USD' });
const adjusted = Object.fromEntries(
  Object.entries(rates).map(([code, rate]) => {
    const o = (overrides as Record<string, Rate | undefined>)[code];
    return [code, Math.round(rate * (o?.multiplier ?? 1) * 1e4) / 1e4];
  }),
) satisfies Record<string, number>;
return adjusted;
