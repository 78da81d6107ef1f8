declare function callTool<T = any>(name: string, args?: object): Promise<T>;

interface Hit { docId: string; title: string; score: number }

const { hits } = await callTool<{ hits: Hit[] }>('docs:search', { query: 'policy', limit: 10 });
const best: Hit | undefined = hits.find((h) => h.score > 3);
return best?.title ?? 'no strong match';
