/** In place of @exodus/bytes/encoding.js, which whatwg-url imports for its side effect: multi-byte legacy encodings. */
module.exports = {};
