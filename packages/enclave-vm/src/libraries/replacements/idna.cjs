/**
 * In place of tr46 itself: an ASCII name without Punycode labels only needs lower case (URL Standard, "domain to ASCII"),
 * and then the tables of tr46 are never evaluated. CommonJS, since a `require` in a function is what makes it lazy.
 */
const NEEDS_TABLES = /[^\0-\x7f]|(?:^|\.)xn--/i;

exports.toASCII = (domain, options) =>
  NEEDS_TABLES.test(domain) ? require('tr46').toASCII(domain, options) : domain.toLowerCase();
exports.toUnicode = (domain, options) => require('tr46').toUnicode(domain, options);
