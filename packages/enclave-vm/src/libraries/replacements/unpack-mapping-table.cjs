/**
 * The counterpart of build/pack-mapping-table.ts: gives the mapping table of tr46 in its own format. Runs in the guest,
 * when it meets the first host name that needs it.
 */
const MAPPED = 1;
const DEVIATION = 6;

module.exports = (packed) => {
  const table = [];
  let next = 0;
  for (let at = 0; at < packed.length; ) {
    const end = next + packed[at++];
    const status = packed[at++];
    const mapping = status === MAPPED || status === DEVIATION ? packed[at++] : undefined;
    if (typeof mapping === 'number') {
      for (; next < end; next++) table.push([next, status, String.fromCharCode(next + mapping)]);
    } else {
      const range = end - next === 1 ? next : [next, end - 1];
      table.push(mapping === undefined ? [range, status] : [range, status, mapping]);
      next = end;
    }
  }
  return table;
};
