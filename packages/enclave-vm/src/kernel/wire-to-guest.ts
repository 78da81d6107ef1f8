/** Frames from host to guest: kind, then what the two free numbers mean. */

/** A call succeeded: id, 0. Payload: the encoded result. */
export const resolve = 'R';
/** A call failed: id, number of a fault. Payload: JSON of a FailureRecord. */
export const reject = 'E';
