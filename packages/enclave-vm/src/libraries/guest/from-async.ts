/** `Array.fromAsync` (ES2026), from core-js. */
import 'core-js/modules/es.array.from-async.js';

export default undefined;
