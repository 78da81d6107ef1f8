/** Frames from guest to host: kind, then what the two free numbers mean. Constants cost a new realm nothing. */

/** Tool call: id, 0. Payload: the name as JSON, a line feed, the encoded arguments. */
export const toolCall = 'C';
/** Call of a host function from `globals`: id, function id. Payload: the encoded list of arguments. */
export const functionCall = 'G';
/** Console entry: level, time in ms. Payload: the text. */
export const consoleEntry = 'L';
/** The script returned: 0, 0. Payload: the encoded value. */
export const value = 'V';
/** The script threw: number of a fault, 0. Payload: JSON of a FaultRecord. */
export const thrown = 'X';
/** A limit was hit: number of a fault, 0. Payload: JSON of its message and a trail. */
export const limit = 'F';
/** Ends each message. Loop iterations so far, 0. */
export const state = 'S';
