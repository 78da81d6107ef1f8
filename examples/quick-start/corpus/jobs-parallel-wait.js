const waitFor = async (jobId) => {
  for (let attempt = 0; attempt < 20; attempt++) {
    const s = await callTool('jobs:status', { jobId });
    if (s.state === 'done') return s.result;
    if (s.state === 'failed') throw new Error(`${jobId} failed: ${s.error}`);
  }
  throw new Error(`${jobId} timed out`);
};

const kinds = ['report', 'doomed', 'cleanup', 'sync-crm'];
const jobs = await Promise.all(kinds.map((kind) => callTool('jobs:start', { kind })));
const results = await Promise.allSettled(jobs.map(({ jobId }) => waitFor(jobId)));

return results.map((r, i) => ({ kind: kinds[i], ...(r.status === 'fulfilled' ? { rows: r.value.rows } : { error: r.reason.message }) }));
