/**
 * In place of core-js/internals/make-built-in: gives a polyfill the name, length and prototype of a built-in. The
 * original also replaces Function.prototype.toString, so that polyfills look native; here nothing but what a script asks
 * for may change. CommonJS, as its callers `require` a function.
 */
const define = Object.defineProperty;

module.exports = (value, key, options = {}) => {
  const text = String(key).replace(/^Symbol\((.*)\)$/, '[$1]');
  const name = `${options.getter ? 'get ' : options.setter ? 'set ' : ''}${text}`;
  if (value.name !== name) define(value, 'name', { value: name, configurable: true });
  if ('arity' in options && value.length !== options.arity) {
    define(value, 'length', { value: options.arity, configurable: true });
  }
  const prototype = Object.getOwnPropertyDescriptor(value, 'prototype');
  if (prototype?.writable) {
    if (options.constructor === true) define(value, 'prototype', { writable: false });
    else value.prototype = undefined;
  }
  return value;
};
