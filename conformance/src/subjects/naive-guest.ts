/**
 * The guest's side of our protocol as somebody would write it who has never heard of an attack: text of a function that
 * puts `callTool` and `console` into a realm, and nothing around them.
 */
export const NAIVE_GUEST = `((realm, format) => {
  const outbox = [], waiting = new Map(); let ids = 0;
  const post = (kind, first, second, payload) => outbox.push(kind + ' ' + first + ' ' + second + ' ' + payload.length + '\\n' + payload);
  const encode = (value) => 'j' + (JSON.stringify(value) ?? 'null');
  const done = (kind, payload) => post(kind, 0, 0, payload);
  const failed = (error) => done('X', JSON.stringify([[String(error?.name), String(error?.message), [], null, []], null, null, null]));
  const caller = (kind, pack) => (...args) => new Promise((resolve, reject) => {
    const [second, sent] = pack(args);
    waiting.set(++ids, { resolve, reject });
    post(kind, ids, second, typeof sent === 'string' ? sent : encode(sent));
  });
  realm.callTool = caller('C', ([name, args]) => [0, JSON.stringify(String(name)) + '\\n' + encode(args)]);
  realm.console = {};
  ['log', 'info', 'warn', 'error', 'debug'].forEach((name, level) => {
    realm.console[name] = (...parts) => void post('L', level, Date.now(), format(...parts));
  });
  const read = (input) => {
    const header = /([A-Z]) (\\d+) (\\d+) (\\d+)\\n/y;
    for (let at = 0; at < input.length;) {
      header.lastIndex = at;
      const [, kind, first, , length] = header.exec(input);
      const payload = input.slice(header.lastIndex, (at = header.lastIndex + Number(length)));
      const call = waiting.get(Number(first));
      waiting.delete(Number(first));
      if (kind === 'R') call?.resolve(JSON.parse(payload.slice(1)));
      else call?.reject(new Error(JSON.parse(payload)[1]));
    }
  };
  const run = (start) => {
    try { start().then((value) => done('V', encode(value)), failed).catch(failed); } catch (error) { failed(error); }
  };
  const take = () => { post('S', 0, 0, ''); return outbox.splice(0).join(''); };
  return { caller, read, run, take };
})`;
