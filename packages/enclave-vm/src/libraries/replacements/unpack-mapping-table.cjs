/**
 * The counterpart of build/pack-mapping-table.ts: gives the mapping table of tr46 in its own format. Runs in the guest,
 * when it meets the first host name that needs it.
 */
const ROW = /([A-Z])([0-9a-z]*)(?:([:=])([-.0-9a-z]*))?/g;

module.exports = (packed) => {
  const table = [];
  let next = 0;
  for (const [, letter, digits, kind, payload] of packed.matchAll(ROW)) {
    const status = letter.charCodeAt(0) - 64;
    const count = digits === '' ? 1 : Number.parseInt(digits, 36);
    if (kind === ':') {
      const offset = Number.parseInt(payload, 36);
      for (const end = next + count; next < end; next++) {
        table.push([next, status, String.fromCodePoint(next + offset)]);
      }
    } else {
      const row = [count === 1 ? next : [next, next + count - 1], status];
      if (kind === '=')
        row.push(payload.replace(/[0-9a-z]+\.?/g, (unit) => String.fromCharCode(Number.parseInt(unit, 36))));
      table.push(row);
      next += count;
    }
  }
  return table;
};
