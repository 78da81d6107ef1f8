/** The realm has no SharedArrayBuffer; webidl-conversions takes these getters when it loads. No value passes them. */
export default class AbsentSharedArrayBuffer {
  get byteLength(): never {
    throw new TypeError('not a SharedArrayBuffer');
  }

  get growable(): never {
    throw new TypeError('not a SharedArrayBuffer');
  }
}
