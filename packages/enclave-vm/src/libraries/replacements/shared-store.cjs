/** In place of core-js/internals/shared-store, which is a property of the global object. One for each library. */
module.exports = {};
